import { rupiah } from '../format.ts'
import { t } from '../text.ts'
import { Source, Status, type StatusShape } from '../ui/status.tsx'
import type { Round } from './payments.ts'

type Money = Round['money']

/** Paid, returned and open as parts of what was instructed; a part of nothing is left out. */
export function MoneyBar({ money }: { readonly money: Money }) {
  const whole = money.instructed.rupiah
  const parts = [
    { is: undefined, part: money.paid.rupiah },
    { is: 'back', part: money.returned.rupiah },
    { is: 'open', part: money.open.rupiah },
  ].filter(({ part }) => part > 0)
  return (
    <span class="bar" aria-hidden="true">
      {parts.map(({ is, part }) => (
        <i key={is} data-is={is} style={{ width: `${(part / whole) * 100}%` }} />
      ))}
    </span>
  )
}

/** instructed = paid + returned + open, with its proof. */
export function Equation({ round }: { readonly round: Round }) {
  const { money } = round
  const isSent = round.state === 'instructed' || round.state === 'closed'
  return (
    <>
      <fieldset class="eq" aria-label={t('aid.equation')}>
        <div>
          <strong>{t(isSent ? 'aid.due' : 'aid.will-be-due')}</strong>
          <Sum of={money.instructed} />
        </div>
        <Part sign="=" is="ok" words={t('aid.paid')} of={money.paid} />
        <Part sign="+" is="back" words={t('aid.returned')} of={money.returned} />
        <Part sign="+" is="none" words={t('aid.open')} of={money.open} />
      </fieldset>
      <MoneyBar money={money} />
      <p class="proof">
        {isSumRight(money) ? (
          <span>
            <strong>{t('aid.proof')}</strong> {t('aid.proof-means')}
          </span>
        ) : null}
        {round.leftOut === 0 ? null : (
          <span class="soft">{t('aid.left-out', { count: round.leftOut })}</span>
        )}
      </p>
    </>
  )
}

/** Said only where it is so: reckoned here once more from the figures shown. */
function isSumRight(money: Money): boolean {
  const parts = money.paid.rupiah + money.returned.rupiah + money.open.rupiah
  return parts === money.instructed.rupiah
}

function Part(props: {
  readonly sign: string
  readonly is: StatusShape
  readonly words: string
  readonly of: Money['paid']
}) {
  return (
    <>
      <i aria-hidden="true">{props.sign}</i>
      <div>
        <Status is={props.is}>{props.words}</Status>
        <Sum of={props.of} />
      </div>
    </>
  )
}

function Sum({ of }: { readonly of: Money['paid'] }) {
  return (
    <>
      <b>{rupiah(of.rupiah)}</b>
      <Source>{t('aid.families', { families: of.families })}</Source>
    </>
  )
}
