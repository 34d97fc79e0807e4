import { call } from '../call.ts'
import { date, moment, rupiah } from '../format.ts'
import { useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Status } from '../ui/status.tsx'
import { Steps } from '../ui/work.tsx'
import { DraftPart } from './draft-part.tsx'
import { InstructPart } from './instruct-part.tsx'
import { LinesPart } from './lines-part.tsx'
import { Equation } from './money.tsx'
import { type Round, roundName, stateShape } from './payments.ts'
import './payments.css'
import { ReplyPart } from './reply-part.tsx'

/** One round: where its money stands, what is to be done now, and every recipient. */
export function Screen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const loaded = useLoad(
    (signal) => call('GET /api/payment-rounds/:id', { params: { id }, signal }),
    [id],
  )
  const round = loaded.value
  const title = round === undefined ? t('aid.title') : roundName(round)
  return (
    <Page
      title={title}
      crumbs={[{ label: t('aid.title'), href: '/penyaluran' }, { label: title }]}
      lead={round === undefined ? null : <Lead round={round} />}
    >
      <Shown of={loaded}>
        {(shown) => (
          <>
            <RoundSteps round={shown} />
            <Equation round={shown} />
            <Work round={shown} again={loaded.again} />
            <LinesPart round={shown} query={query} again={loaded.again} />
            <Files round={shown} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function Lead({ round }: { readonly round: Round }) {
  return (
    <>
      <p>
        {t('aid.round-lead', {
          amount: rupiah(round.amount),
          channel: round.channel,
          funder: round.funder,
          decree: round.decreeNumber,
          date: date(round.decreedOn),
        })}
      </p>
      <p>
        <Status is={stateShape(round.state)}>{t(`round-state.${round.state}`)}</Status>
      </p>
    </>
  )
}

const stepOf = { draft: 0, proposed: 1, instructed: 3, closed: 5, cancelled: 0 } as const

function RoundSteps({ round }: { readonly round: Round }) {
  if (round.state === 'cancelled') return null
  const steps = [
    t('step.made'),
    t('step.proposed'),
    t('step.instructed'),
    t('step.reply'),
    t('step.closed'),
  ]
  return <Steps steps={steps} current={stepOf[round.state]} />
}

export type PartProps = { readonly round: Round; readonly again: () => void }

function Work(props: PartProps) {
  switch (props.round.state) {
    case 'draft':
      return <DraftPart {...props} />
    case 'proposed':
      return <InstructPart {...props} />
    case 'instructed':
      return <ReplyPart {...props} />
    default:
      return null
  }
}

/** Who did what, and the files that went out and came back. */
function Files({ round }: { readonly round: Round }) {
  const acts = [
    ['aid.made-by', round.madeBy, round.madeAt],
    ['aid.proposed-by', round.proposedBy, round.proposedAt],
    ['aid.instructed-by', round.instructedBy, round.instructedAt],
    ['aid.closed-by', round.closedBy, round.closedAt],
  ] as const
  return (
    <Section title={t('aid.files')}>
      <ol class="timeline">
        {round.files.map((file) => (
          <li key={file.id}>
            {t('aid.file-line', {
              direction: t(`aid.file-${file.direction}`),
              name: file.fileName,
              rows: file.rows,
              who: file.madeBy ?? '–',
              at: moment(file.madeAt),
            })}
            {file.direction === 'out' ? null : (
              <span class="source">
                {t('aid.file-counts', {
                  applied: file.applied,
                  unchanged: file.unchanged,
                  waiting: file.waiting,
                })}
              </span>
            )}
          </li>
        ))}
        {acts.toReversed().map(([key, name, at]) =>
          at === null ? null : (
            <li key={key} data-is="decided">
              {t(key, { name: name ?? '–', at: moment(at) })}
            </li>
          ),
        )}
      </ol>
    </Section>
  )
}
