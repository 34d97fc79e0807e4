import { Fragment } from 'preact'
import { call } from '../call.ts'
import { date, number } from '../format.ts'
import { useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { session } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { type Decree, decreesPath } from './classification.ts'
import './decree.css'

type Line = Awaited<ReturnType<typeof allLines>>[number]

/** Every line of a decree, page after page, for print. */
async function allLines(id: string, signal: AbortSignal) {
  const lines = []
  for (let page = 1; ; page++) {
    const reply = await call('GET /api/decrees/:id/lines', {
      params: { id },
      query: { page },
      signal,
    })
    lines.push(...reply.rows)
    if (lines.length >= reply.total || reply.rows.length === 0) return lines
  }
}

/** The by-name annex as it is printed: numbers masked, villages in groups, with fingerprint. */
export function Screen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const decree = useLoad((signal) => call('GET /api/decrees/:id', { params: { id }, signal }), [id])
  const lines = useLoad((signal) => allLines(id, signal), [id])
  const crumbs = [{ label: t('decree.title'), href: decreesPath }, { label: t('decree.annex') }]
  const print = <Button onPress={() => globalThis.print()}>{t('shell.print')}</Button>
  return (
    <Page title={t('annex.title')} crumbs={crumbs} actions={print}>
      <Shown of={decree}>{(value) => <Head decree={value} />}</Shown>
      <Shown of={lines}>{(value) => <Lines lines={value} />}</Shown>
      <Shown of={decree}>{(value) => <Signature decree={value} />}</Shown>
    </Page>
  )
}

/** The letterhead, and what this is the annex of. */
function Head({ decree }: { readonly decree: Decree }) {
  const facts = [
    [t('annex.number'), decree.number],
    [t('annex.date'), date(decree.decreedOn)],
    [t('annex.about'), decree.title],
  ]
  return (
    <>
      <p class="annex-head">
        <strong>{t('annex.regent', { regency: regencyName() })}</strong>
      </p>
      <dl class="annex-of">
        <dt>{t('annex.annex')}</dt>
        <dd>{t('annex.of-decree', { regency: regencyName() })}</dd>
        {facts.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
        <dt>{t('annex.digest')}</dt>
        <dd class="digest">{decree.digest ?? t('annex.draft')}</dd>
      </dl>
    </>
  )
}

function Signature({ decree }: { readonly decree: Decree }) {
  return (
    <div class="signature">
      <p>{t('annex.decreed-on', { on: date(decree.decreedOn) })}</p>
      <p>{t('annex.regent', { regency: regencyName() })}</p>
      <p class="signature__room">{t('annex.signature')}</p>
    </div>
  )
}

/** "Bangka" of "Kabupaten Bangka". */
function regencyName(): string {
  return (session.value?.tenant.name ?? '').replace(/^Kabupaten /, '')
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const villages = [...Map.groupBy(lines, (line) => line.villageCode).values()]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: reachable by key, as it scrolls
    <section class="table-wide" tabIndex={0} aria-label={t('annex.title')}>
      <table class="table annex-table">
        <caption class="vh">{t('annex.title')}</caption>
        <thead>
          <tr>
            {(['no', 'head', 'payee', 'national-id', 'address', 'members'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`annex.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        {villages.map((of) => (
          <tbody key={of[0]?.villageCode}>
            <tr class="group">
              <th colSpan={6} scope="colgroup">
                {t('annex.village-of', {
                  district: of[0]?.districtName ?? '',
                  village: of[0]?.villageName ?? '',
                  count: of.length,
                  persons: of.reduce((sum, line) => sum + line.memberCount, 0),
                })}
              </th>
            </tr>
            {of.map((line) => (
              <tr key={line.lineNo}>
                <td class="num">{line.lineNo}</td>
                <th scope="row">{line.headName}</th>
                <td>{line.payeeName}</td>
                <td class="mask">{line.nationalIdMask}</td>
                <td>{line.address}</td>
                <td class="num">{line.memberCount}</td>
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th colSpan={5} scope="row">
              {t('annex.total', { count: lines.length })}
            </th>
            <td class="num">{number(lines.reduce((sum, line) => sum + line.memberCount, 0))}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
