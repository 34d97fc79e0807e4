import { date } from '../../format.ts'
import { useSending } from '../../load.ts'
import { mayNow } from '../../session.ts'
import { t } from '../../text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { say } from '../../ui/undo.tsx'
import { AidNotice } from '../aid-notice.tsx'
import { forgetStep } from '../last-step.ts'
import { Settle } from '../settle.tsx'
import { confirmProposal, type PersonPair, rejectProposal, sidesOf, takeBack } from './persons.ts'

type ProposalProps = {
  readonly pair: PersonPair
  readonly proposal: NonNullable<PersonPair['proposal']>
  readonly onDone: () => unknown
  readonly again: () => void
}

/** What one person proposed, why two are needed, and what the second one can do. */
export function PersonProposal({ pair, proposal, onDone, again }: ProposalProps) {
  const { verdict } = proposal
  const head = verdict === 'undo' ? '' : (sidesOf(pair, verdict)?.stays.headName ?? '')
  const said = { name: proposal.proposedByName ?? '–', date: date(proposal.proposedAt), head }
  return (
    <aside class="verdict">
      <h2>{t('matching.proposal')}</h2>
      <p>{t(verdict === 'undo' ? 'persons.proposed-undo' : 'persons.proposed-belongs', said)}</p>
      <p>{proposal.reason}</p>
      <AidNotice aid={pair.aid} />
      {!mayNow('match.decide') ? (
        <p>{t('matching.only-reading')}</p>
      ) : proposal.own ? (
        <Own pair={pair} again={again} />
      ) : (
        <Settle
          id={pair.id}
          means={t('persons.reject-means')}
          onConfirm={confirmProposal}
          onReject={rejectProposal}
          onDone={onDone}
        />
      )}
    </aside>
  )
}

function Own({ pair, again }: { readonly pair: PersonPair; readonly again: () => void }) {
  const back = useSending(async () => {
    await takeBack(pair.id, { seen: pair.saidAt })
    forgetStep(pair.id)
    say(t('persons.proposal-taken-back'))
    again()
  })
  return (
    <>
      <p>{t('matching.proposal-own')}</p>
      <ProblemNotice problem={back.problem} />
      <Button busy={back.busy} onPress={() => back.run()}>
        {t('matching.withdraw-proposal')}
      </Button>
    </>
  )
}
