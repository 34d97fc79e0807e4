import { findText, t } from '../text.ts'
import type { StatusShape } from '../ui/status.tsx'
import type { EvidenceLine, Pair } from './matching.ts'

/** How a row of two records looks: a word and a shape, and why in a few words. */
export type Closeness = 'same' | 'alike' | 'differs' | 'missing' | 'not-compared'

export const closenessShape = {
  same: 'ok',
  alike: 'doing',
  differs: 'stop',
  missing: 'none',
  'not-compared': 'out',
} as const satisfies Record<Closeness, StatusShape>

const same = ['equal', 'same-village', 'all', 'heads']
/** Levels that a reader sees as different, whatever little they weigh. */
const differs = [
  'different',
  'elsewhere',
  'none',
  'doubtful',
  'one-word',
  'same-district',
  'member-elsewhere',
]

/** What the eye sees must be what is said: empty is only what is empty in a record. */
export function closenessOf(
  { field, level }: Pick<EvidenceLine, 'field' | 'level'>,
  filled: readonly [boolean, boolean],
): Closeness {
  if (level === 'missing') return isEmpty(field, filled) ? 'missing' : 'not-compared'
  if (same.includes(level)) return 'same'
  return differs.includes(level) ? 'differs' : 'alike'
}

/** A list that names no other member does not say that there is none. */
function isEmpty(field: string, [left, right]: readonly [boolean, boolean]): boolean {
  return field === 'members' ? !left && !right : !left || !right
}

/** Whether a line says that the two have the same. */
export function saysSame(line: EvidenceLine): boolean {
  return same.includes(line.level)
}

export type Compared = Pick<Pair, 'left' | 'right' | 'evidence'> & Partial<Pick<Pair, 'slips'>>

/** What a level means, in words; small first letter. */
export function levelWords(line: EvidenceLine, slips?: Pair['slips']): string {
  const level = isTurned(line, slips) ? `${line.level}-turned` : line.level
  return findText(`matching.level.${line.field}.${level}`, line.detail) ?? line.level
}

/** One slip at two neighbouring places: two digits turned round. */
function isTurned({ field, level }: EvidenceLine, slips: Pair['slips'] | undefined): boolean {
  if (level !== 'one-digit' && level !== 'neighbour') return false
  const places = (field === 'family-card' ? slips?.familyCard : slips?.nationalId) ?? []
  return places.length === 2
}

/** The words beside the status of a row. */
export function rowWords(
  line: EvidenceLine,
  filled: readonly [boolean, boolean],
  pair: Compared,
): string {
  const closeness = closenessOf(line, filled)
  if (closeness === 'not-compared') return whyNot(line, filled, pair)
  if (closeness !== 'missing') return levelWords(line, pair.slips)
  if (!filled[0] && !filled[1]) return t('matching.empty-in-both')
  return t('matching.empty-in', { record: emptyRecord(filled) })
}

function emptyRecord([left]: readonly [boolean, boolean]): 'A' | 'B' {
  return left ? 'B' : 'A'
}

function whyNot(
  line: EvidenceLine,
  filled: readonly [boolean, boolean],
  { left, right }: Compared,
): string {
  switch (line.field) {
    case 'address':
      return left.villageCode === right.villageCode
        ? t('matching.why-not.address')
        : t('matching.why-not.other-village')
    case 'members':
      return filled[0] && filled[1]
        ? t('matching.level.members.missing')
        : t('matching.why-not.members', { record: emptyRecord(filled) })
    case 'national-id':
    case 'family-card':
      return t('matching.why-not.number')
    default:
      return ''
  }
}

export type Strength = 'very-strong' | 'strong' | 'weak'

/** From seven bits on a hundred times, from three on eight times as frequent in one family. */
export function strengthOf(weight: number): Strength {
  const size = Math.abs(weight)
  if (size >= 7) return 'very-strong'
  return size >= 3 ? 'strong' : 'weak'
}
