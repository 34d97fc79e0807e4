import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { number } from '../format.ts'
import { useLoad } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { Status } from '../ui/status.tsx'
import { type Finding, type FindingGroup, findingWords } from './sources.ts'

/** What is imperfect, one line a kind: how many rows, in words, and the rows behind it. */
export function FindingList(props: {
  readonly importId: string
  readonly groups: readonly FindingGroup[]
}) {
  return (
    <section class="section" aria-labelledby="findings">
      <div class="section__head">
        <h2 id="findings">{t('sources.findings')}</h2>
        <p class="source">{t('sources.findings-note')}</p>
      </div>
      {props.groups.length === 0 ? <p>{t('sources.no-findings')}</p> : null}
      {props.groups.map((group) => (
        <Group key={group.code + group.severity} importId={props.importId} of={group} />
      ))}
    </section>
  )
}

function Group({ importId, of }: { readonly importId: string; readonly of: FindingGroup }) {
  const open = useSignal(false)
  const [sample] = of.samples
  const words = sample === undefined ? of.code : findingWords(sample)
  return (
    <>
      <div class="finding">
        <div>
          <div class="finding__count">{number(of.rows)}</div>
          <span class="unit">{t('sources.finding-rows')}</span>
        </div>
        <div>
          <h3>
            <Status is={of.severity === 'wait' ? 'wait' : 'warn'}>
              {t(`sources.severity.${of.severity}`)}
            </Status>
          </h3>
          <p>{words}</p>
        </div>
        <div class="actions">
          <Button
            small
            onPress={() => {
              open.value = !open.peek()
            }}
          >
            {open.value ? t('sources.hide-rows') : t('sources.see-rows')}
          </Button>
        </div>
      </div>
      {open.value ? <Rows importId={importId} code={of.code} /> : null}
    </>
  )
}

function Rows({ importId, code }: { readonly importId: string; readonly code: string }) {
  const page = useSignal(1)
  const at = page.value
  const rows = useLoad(
    (signal) =>
      call('GET /api/imports/:id/findings', {
        params: { id: importId },
        query: { code, page: at },
        signal,
      }),
    [importId, code, at],
  )
  return (
    <Shown of={rows}>
      {(reply) => (
        <div class="finding-rows">
          <ul>
            {reply.rows.map((row) => (
              <li key={`${row.row} ${row.field}`}>{rowWords(row)}</li>
            ))}
          </ul>
          {reply.total > reply.page * reply.pageSize || reply.page > 1 ? (
            <div class="actions">
              <Button
                small
                because={reply.page === 1 ? t('shell.first-page') : undefined}
                onPress={() => {
                  page.value = reply.page - 1
                }}
              >
                {t('shell.previous')}
              </Button>
              <Button
                small
                because={
                  reply.page * reply.pageSize >= reply.total ? t('shell.last-page') : undefined
                }
                onPress={() => {
                  page.value = reply.page + 1
                }}
              >
                {t('shell.next')}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </Shown>
  )
}

function rowWords(row: Finding): string {
  const where =
    row.field === ''
      ? t('sources.row', { row: number(row.row) })
      : t('sources.row-field', { row: number(row.row), field: row.field })
  const label = row.detail.label
  return label === undefined ? where : `${where}: “${label}”`
}
