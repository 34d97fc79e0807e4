import { useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { date } from '../../format.ts'
import { useSending } from '../../load.ts'
import { navigate } from '../../router.ts'
import { mayNow } from '../../session.ts'
import { t } from '../../text.ts'
import { ProblemNotice } from '../../ui/notice.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { say } from '../../ui/undo.tsx'
import { AidNotice } from '../aid-notice.tsx'
import { sayDone } from '../last-step.ts'
import { TakeBack } from '../take-back.tsx'
import { PersonReason } from './person-reason.tsx'
import {
  decide,
  type PersonPair,
  personsAddress,
  refusedBecause,
  sidesOf,
  takeBack,
  type Verdict,
  verdicts,
} from './persons.ts'

type VerdictProps = {
  readonly pair: PersonPair
  readonly query: URLSearchParams
  readonly onDone: () => unknown
  readonly again: () => void
}

export function PersonVerdict(props: VerdictProps) {
  const { pair } = props
  if (pair.state === 'withdrawn') return <Plain>{t('persons.withdrawn')}</Plain>
  if (pair.state !== 'open') return <Decided {...props} said={pair.state} />
  if (!mayNow('match.decide')) return <Plain>{t('matching.only-reading')}</Plain>
  return <Decide {...props} />
}

function Plain({ children }: { readonly children: string }) {
  return (
    <aside class="verdict">
      <p>{children}</p>
    </aside>
  )
}

function Decided({ pair, again, said }: VerdictProps & { readonly said: Verdict }) {
  const command = async (reason?: string) => {
    const { proposed } = await takeBack(pair.id, { reason, seen: pair.saidAt })
    say(t(proposed ? 'persons.done-proposed' : 'matching.undone'))
    again()
  }
  const head = sidesOf(pair, said)?.stays.headName ?? ''
  const aided = pair.aid.length > 0 && said !== 'two-persons'
  return (
    <aside class="verdict">
      <h2>{t('persons.your-verdict')}</h2>
      <p>
        {t('persons.decided', {
          name: pair.decidedByName ?? '–',
          date: pair.decidedAt === null ? '–' : date(pair.decidedAt),
          verdict: t(`persons.said.${said === 'two-persons' ? 'two' : 'belongs'}`, { head }),
        })}
      </p>
      <p>{pair.reason}</p>
      {aided ? <AidNotice aid={pair.aid} /> : null}
      {mayNow('match.decide') && pair.mayUndo ? (
        <TakeBack
          pairId={pair.id}
          decidedByName={pair.decidedByName}
          proposal={aided ? t('persons.take-back-propose') : undefined}
          command={command}
        />
      ) : null}
    </aside>
  )
}

function Decide({ pair, query, onDone }: VerdictProps) {
  const chosen = useSignal<Verdict | undefined>(undefined)
  const reason = useSignal('')
  const sending = useSending(async (verdict: Verdict, reason: string) => {
    const { proposed, saidAt } = await decide(pair.id, { verdict, reason })
    const words = t(proposed ? 'persons.done-proposed' : doneKey(verdict), namesOf(pair, verdict))
    const done = { of: 'persons' as const, pairId: pair.id, seen: saidAt, words }
    sayDone(done, (id) => navigate(personsAddress(query, id)))
    await onDone()
  })
  const choose = useCallback((verdict: Verdict) => {
    sending.clear()
    chosen.value = chosen.peek() === verdict ? undefined : verdict
  }, [])
  const cancel = useCallback(() => {
    chosen.value = undefined
    document.querySelector<HTMLElement>('.verdict__answers button')?.focus()
  }, [])
  const refused = verdicts.flatMap((verdict) => refusedBecause(pair, verdict) ?? [])
  return (
    <form class="verdict" onSubmit={(event) => event.preventDefault()}>
      <h2>{t('persons.your-verdict')}</h2>
      <div class="verdict__bar">
        <div class="verdict__answers" data-chosen={chosen.value}>
          {verdicts.map((verdict, at) => (
            <Answer
              key={verdict}
              at={String(at + 1)}
              verdict={verdict}
              pair={pair}
              chosen={chosen.value === verdict}
              busy={sending.busy}
              onChoose={choose}
            />
          ))}
        </div>
        {chosen.value === undefined ? null : (
          <PersonReason
            key={chosen.value}
            pair={pair}
            verdict={chosen.value}
            reason={reason}
            busy={sending.busy}
            onSend={(why) => {
              const verdict = chosen.peek()
              if (verdict !== undefined) void sending.run(verdict, why)
            }}
            onCancel={cancel}
          />
        )}
        <ProblemNotice problem={sending.problem} />
      </div>
      <div class="verdict__more">
        {refused.map((words) => (
          <p key={words} class="source">
            {words}
          </p>
        ))}
        <AidNotice aid={pair.aid} />
        {chosen.value === undefined ? <p class="source">{t('persons.consequence')}</p> : null}
      </div>
    </form>
  )
}

function Answer(props: {
  readonly at: string
  readonly verdict: Verdict
  readonly pair: PersonPair
  readonly chosen: boolean
  readonly busy: boolean
  readonly onChoose: (verdict: Verdict) => void
}) {
  const { at, busy, chosen, onChoose, pair, verdict } = props
  const head = sidesOf(pair, verdict)?.stays.headName ?? ''
  const words = t(`persons.say.${verdict}`, { head })
  const refused = refusedBecause(pair, verdict) !== undefined
  const press = useCallback(() => onChoose(verdict), [onChoose, verdict])
  useShortcut(at, words, refused ? undefined : press)
  return (
    <button
      class="button"
      type="button"
      aria-pressed={chosen}
      aria-disabled={busy || refused ? 'true' : undefined}
      onClick={busy || refused ? undefined : press}
    >
      <span class="verdict__long">{words}</span>
      <span class="verdict__short">{t(`persons.short.${verdict}`)}</span> <kbd>{at}</kbd>
    </button>
  )
}

function doneKey(verdict: Verdict) {
  return verdict === 'two-persons' ? 'persons.done-two' : 'persons.done-belongs'
}

function namesOf(pair: PersonPair, verdict: Verdict) {
  const stays = sidesOf(pair, verdict)?.stays ?? pair.left
  return { name: stays.name, head: stays.headName }
}
