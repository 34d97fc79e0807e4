import { date, number, rupiah } from '../format.ts'
import { findText, t } from '../text.ts'

type Detail = Readonly<Record<string, unknown>>

/** Words of a fact by its name; facts without words (ids of records) are not for reading. */
const plain = {
  families: 'fact.families',
  rows: 'fact.rows',
  goodRows: 'fact.rows',
  lines: 'fact.lines',
  waiting: 'fact.waiting',
  waitingRows: 'fact.waiting',
  applied: 'fact.applied',
  visits: 'fact.visits',
  newPersons: 'fact.new-persons',
  unresolved: 'fact.unresolved',
  householdsTakenOut: 'fact.taken-out',
  failures: 'fact.failures',
  questions: 'fact.questions',
  differentNumbers: 'fact.different-numbers',
  differentDates: 'fact.different-dates',
  number: 'fact.number',
  roundNo: 'fact.round',
  line: 'fact.line',
  reason: 'fact.reason',
  purpose: 'fact.purpose',
} as const

const money: readonly string[] = ['rupiah', 'value']
/** What a person typed, as it stands. */
const typed: readonly string[] = ['what', 'company']
const days: readonly string[] = ['on', 'givenOn']

/** The values that are codes, and under which words their meaning stands. */
const coded: Readonly<Record<string, string>> = {
  by: 'signed-in-by',
  role: 'role',
  result: 'result',
  resolution: 'resolution',
  after: 'outcome',
  verdict: 'verdict',
  problem: 'problem',
}

const digestShown = 12

/** The details of an event as an official reads them; ids and objects stay in the database. */
export function factWords(detail: Detail): readonly string[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (name === 'results' && isCounts(value)) return [resultCounts(value)]
    if (typeof value !== 'string' && typeof value !== 'number') return []
    return oneFact(name, value) ?? []
  })
}

function oneFact(name: string, value: string | number): string | undefined {
  if (money.includes(name) && typeof value === 'number') return rupiah(value)
  if (typed.includes(name)) return String(value)
  if (days.includes(name)) return date(String(value))
  if (name === 'digest') return t('fact.digest', { digest: String(value).slice(0, digestShown) })
  if (name === 'bytes' && typeof value === 'number') return t('fact.bytes', { bytes: value })
  const prefix = coded[name]
  if (prefix !== undefined) return findText(`${prefix}.${value}`)
  // Nothing waiting and nothing open need not be said.
  if (!isPlain(name) || value === 0) return undefined
  return t(plain[name], { value })
}

function isPlain(name: string): name is keyof typeof plain {
  return Object.hasOwn(plain, name)
}

function isCounts(value: unknown): value is Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).every((each) => typeof each === 'number')
}

/** "Miskin ekstrem 12, Ganda 3" */
function resultCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(
      ([result, count]) => `${findText(`result.${result}`) ?? t('shell.unknown')} ${number(count)}`,
    )
    .join(', ')
}
