import type { Explanation } from './engine/explain.ts'
import { explainWord, type Language } from './explain-words.ts'

export type PairDecision = 'joined' | 'doubtful' | 'refused' | 'apart'

/** A pair with what was decided about it and why: as it is written for programs. */
export type ExplainedPair = {
  readonly ids: readonly [string, string]
  readonly decision: PairDecision
  readonly because: 'fields' | 'group' | 'doubtful' | 'refused' | 'apart'
  /** In its group: what pairs.csv says, or the two records alone where no group speaks. */
  readonly probability: number
  readonly weight: number
  readonly threshold: number
  /** Searches that brought the two rows together; none when they were never candidates. */
  readonly broughtBy: readonly string[]
  readonly alone: Omit<Explanation, 'fields'> & {
    readonly fields: readonly (Explanation['fields'][number] & {
      readonly values: readonly [string, string]
    })[]
  }
}

/** What is decided about two rows, from their probabilities and whether they are in one group. */
export function decidePair(given: {
  readonly alone: number
  readonly inContext: number
  readonly threshold: number
  readonly areOneGroup: boolean
}): Pick<ExplainedPair, 'decision' | 'because'> {
  const { alone, inContext, threshold, areOneGroup } = given
  if (areOneGroup) {
    return { decision: 'joined', because: alone >= threshold ? 'fields' : 'group' }
  }
  if (inContext >= threshold) return { decision: 'refused', because: 'refused' }
  if (inContext >= 0.5) return { decision: 'doubtful', because: 'doubtful' }
  return { decision: 'apart', because: 'apart' }
}

const barBits = 20
const barLength = 20

/** The same for people: a heading, why, and a waterfall of weights. */
export function explanationText(pair: ExplainedPair, language: Language): string {
  const say = (key: string, filled: Readonly<Record<string, string>> = {}) =>
    explainWord(language, key, filled)
  const number = (value: number, digits: number) => {
    const text = value.toFixed(digits)
    return language === 'id' ? text.replace('.', ',') : text
  }
  const { alone, broughtBy } = pair
  const [left, right] = pair.ids
  const filled = {
    probability: number(pair.probability, 3),
    threshold: number(pair.threshold, 2),
  }
  const line = (what: string, bits: number): string => {
    const signed = `${bits < 0 ? '-' : '+'}${number(Math.abs(bits), 1)}`
    return `  ${signed.padStart(7)} ${say('unit.bits')}  ${barOf(bits)}  ${what}`
  }
  const stories = { as: say(`story.${alone.as}`), instead: say(`story.${alone.instead}`) }
  const isWhole = broughtBy[0] === 'all'
  const found = broughtBy.length === 0 ? 'brought.none' : isWhole ? 'brought.all' : 'brought.by'
  const inGroup = Math.abs(pair.weight - alone.weight) > 0.01
  return [
    say('head.pair', { left, right, decision: say(`decision.${pair.decision}`) }),
    `  ${say('head.probability', filled)}`,
    `  ${say(`because.${pair.because}`, filled)}`,
    `  ${say(found, { passes: broughtBy.join('; ') })}`,
    line(say('line.before', stories), alone.before),
    ...alone.fields.map(({ name, level, bits, values }) =>
      line(`${name}: ${say(`level.${level}`)} (${values.map(shown).join(' | ')})`, bits),
    ),
    line(say('line.besides'), alone.besides),
    line(say('line.sum'), alone.weight),
    ...(inGroup ? [line(say('line.group'), pair.weight)] : []),
  ].join('\n')
}

function shown(value: string): string {
  return value === '' ? '-' : value
}

/** Against on the left of the middle, for on its right. */
function barOf(bits: number): string {
  const length = Math.round((Math.min(barBits, Math.abs(bits)) / barBits) * (barLength / 2))
  const half = barLength / 2
  const against = bits < 0 ? '#'.repeat(length).padStart(half) : ' '.repeat(half)
  const speaksFor = bits > 0 ? '#'.repeat(length).padEnd(half) : ' '.repeat(half)
  return `${against}|${speaksFor}`
}

/** Of a NIK or the number of a family card the first six and the last two are shown. */
export function maskedNumber(value: string): string {
  return value.length < 9
    ? '•'.repeat(value.length)
    : `${value.slice(0, 6)}••••••••${value.slice(-2)}`
}
