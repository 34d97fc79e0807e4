import { date } from '../format.ts'
import { useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { say } from '../ui/undo.tsx'
import { AidNotice } from './aid-notice.tsx'
import { forgetStep } from './last-step.ts'
import { confirmProposal, type Pair, type Review, rejectProposal, takeBack } from './matching.ts'
import { Settle } from './settle.tsx'

type ProposalProps = {
  readonly pair: Pair
  readonly proposal: Review['proposals'][number]
  readonly onDone: () => unknown
  readonly again: () => void
}

/** What one person proposed, why two are needed, and what the second one can do. */
export function Proposal({ pair, proposal, onDone, again }: ProposalProps) {
  const said = { name: proposal.proposedByName ?? '–', date: date(proposal.proposedAt) }
  return (
    <aside class="verdict">
      <h2>{t('matching.proposal')}</h2>
      <p>{t(`matching.proposed-${proposal.verdict}`, said)}</p>
      <p>{proposal.reason}</p>
      <AidNotice aid={proposal.because} />
      {!mayNow('match.decide') ? (
        <p>{t('matching.only-reading')}</p>
      ) : proposal.own ? (
        <Own pair={pair} again={again} />
      ) : (
        <Settle
          id={pair.id}
          means={t('matching.reject-means')}
          onConfirm={confirmProposal}
          onReject={rejectProposal}
          onDone={onDone}
        />
      )}
    </aside>
  )
}

function Own({ pair, again }: { readonly pair: Pair; readonly again: () => void }) {
  const back = useSending(async () => {
    await takeBack(pair.id, { seen: pair.saidAt })
    forgetStep(pair.id)
    say(t('matching.undone'))
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
