import { date } from '../format.ts'
import { language } from '../language.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { levelWords, saysSame } from './comparison.ts'
import type { Pair, Review } from './matching.ts'

/** The answer first: how likely it is that the two are one family. */
export function beliefWords(pair: Pair): string {
  const share = shareWords(pair.probability)
  // One person, whose parents' family and own family are two: the number alone would mislead.
  if (pair.objections.includes('family-of-its-own')) {
    return pair.probability < 0.5
      ? t('matching.one-person', { share })
      : t('matching.one-person-likely')
  }
  return t('matching.belief-says', { belief: t(`matching.belief.${beliefOf(pair)}`), share })
}

/** `82`, and at the ends what is true of them. */
export function shareWords(probability: number): string {
  if (probability >= 0.995) return t('matching.share-over')
  if (probability < 0.01) return t('matching.share-under')
  return t('matching.share', { share: Math.round(probability * 100) })
}

function beliefOf({ probability }: Pair): 'certain' | 'likely' | 'even' | 'unlikely' | 'not' {
  if (probability >= 0.99) return 'certain'
  if (probability >= 0.7) return 'likely'
  if (probability > 0.3) return 'even'
  return probability > 0.05 ? 'unlikely' : 'not'
}

/** Whose turn it is, and why. */
export function standingWords(pair: Pair, review: Review | undefined): string {
  const name = pair.decidedByName ?? '–'
  const at = pair.decidedAt === null ? '–' : date(pair.decidedAt)
  const proposal = review?.proposals.find((each) => each.state === 'open')
  if (proposal !== undefined) {
    return t(`matching.stands.proposed-${proposal.own ? 'own' : 'other'}`, {
      name: proposal.proposedByName ?? '–',
    })
  }
  switch (pair.state) {
    case 'joined':
      return t('matching.stands.joined', { reasons: reasonsFor(pair) })
    case 'same':
    case 'different':
      return t(`matching.stands.${pair.state}`, { name, date: at })
    case 'withdrawn':
      return t('matching.stands.withdrawn')
    case 'asked':
      return `${t('matching.stands.asked')} ${reasonWords(pair)}`
    case 'answered':
      return `${t('matching.stands.answered')} ${waitWords(pair)}`
    case 'unsure':
      return `${t('matching.stands.unsure', { name, date: at })} ${waitWords(pair)}`
    default:
      return waitWords(pair)
  }
}

function waitWords(pair: Pair): string {
  const who = t(mayNow('match.decide') ? 'matching.waits-you' : 'matching.waits-office')
  const reasons = clausesOf(pair)
  return reasons === '' ? `${who}.` : t('matching.waits-because', { who, reasons })
}

function reasonWords(pair: Pair): string {
  const reasons = clausesOf(pair)
  return reasons === '' ? '' : t('matching.not-joined-because', { reasons })
}

function clausesOf({ because }: Pair): string {
  const known = because.map((code) => findText(`matching.clause.${code}`))
  return listed(known.filter((words) => words !== undefined))
}

/** What the two have the same, the person first: the reasons that a reader would look for. */
function reasonsFor({ evidence, slips }: Pair): string {
  const same = told.flatMap((field) =>
    evidence.filter((line) => line.field === field && saysSame(line)),
  )
  if (same.length === 0) return t('matching.stands.evidence')
  return listed(same.map((line) => levelWords(line, slips)))
}

const told = ['national-id', 'name', 'birth-date', 'members']

/** a, b dan c. */
export function listed(items: readonly string[]): string {
  const locale = language.value === 'id' ? 'id-ID' : 'en-GB'
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format([...new Set(items)])
}
