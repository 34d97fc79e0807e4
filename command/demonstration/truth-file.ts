import { checkAnswers } from '../../core/visits/check-answers.ts'
import { codesOf, findQuestion, questions } from '../../core/visits/questionnaire.ts'
import type { VisitResult } from '../../core/visits/visit.ts'
import type { DoorState } from './list.ts'
import { answersOf, type Living } from './living.ts'
import { readTable, writeTable } from './table.ts'

/**
 * One listed family as it really is, as the truth file tells it. No label: whether it is extremely
 * poor follows from the attributes and the criteria in force, nowhere else.
 */
export type TruthFamily = {
  readonly listKey: string
  /** First row of the family workbook (1-based) that names the family. */
  readonly row: number
  /** All its rows: more than one where it was planted twice. */
  readonly rows: readonly number[]
  readonly villageCode: string
  readonly villageName: string
  readonly headName: string
  readonly state: DoorState
  readonly living: Living
}

/** Questions that are answered from other columns. */
const derived = new Set(['member-count', 'spending', 'food-spending'])
const attributeKeys = questions.map((each) => each.key).filter((key) => !derived.has(key))
const numeric = new Set(
  questions.filter((each) => each.kind === 'number').map((each) => each.key as string),
)

const columns = [
  'list-key',
  'row',
  'rows',
  'village-code',
  'village',
  'head-name',
  'state',
  'member-count',
  'spending-per-person',
  'food-per-person',
  ...attributeKeys,
]

/** The truth as CSV: one row a listed family, every attribute the visit asks, no label. */
export function writeTruth(families: readonly TruthFamily[]): string {
  return writeTable(
    columns,
    families.map((family) => [
      family.listKey,
      family.row,
      family.rows.join(' '),
      family.villageCode,
      family.villageName,
      family.headName,
      family.state,
      family.living.memberCount,
      family.living.spendingPerPerson,
      family.living.foodPerPerson,
      ...attributeKeys.map((key) => family.living.answers[key] ?? ''),
    ]),
  )
}

/**
 * Reads a truth file, also one that a spreadsheet saved: semicolons, lost leading zeros and a
 * mark at the beginning are understood. Throws naming the line when something cannot be read.
 */
export function readTruth(text: string): TruthFamily[] {
  const table = readTable(text)
  for (const column of ['list-key', 'row', 'state', 'member-count', 'spending-per-person']) {
    if (!table.columns.includes(column)) throw new Error(`truth file: no column ${column}`)
  }
  const families = table.rows.map((row, at) => readFamily(row, `truth file, line ${at + 2}`))
  const faults = families.flatMap((family, at) =>
    faultsOf(family).map((fault) => `line ${at + 2}: ${fault}`),
  )
  if (faults.length === 0) return families
  const told = faults.slice(0, faultsToldMost).join('; ')
  throw new Error(`truth file: ${faults.length} answers cannot be given at a door. ${told}`)
}

const faultsToldMost = 10

/** What would make the door refuse the visit minutes later: said here, with what is possible. */
function faultsOf(family: TruthFamily): string[] {
  if (family.state !== 'complete') return []
  return checkAnswers(answersOf(family.living), 'complete')
    .filter((finding) => finding.severity === 'wait')
    .map(({ field, code }) => {
      const question = findQuestion(field)
      const codes = question === undefined ? [] : codesOf(question)
      const possible = codes.length === 0 ? '' : ` (one of ${codes.join(', ')})`
      return `${field} ${code === 'visits.not-answered' ? 'is needed' : 'is wrong'}${possible}`
    })
}

type Row = Readonly<Record<string, string>>

function readFamily(row: Row, where: string): TruthFamily {
  const answers: Record<string, string | number> = {}
  for (const key of attributeKeys) {
    const cell = row[key] ?? ''
    if (cell === '') continue
    answers[key] = numeric.has(key) ? numberOf(cell, where, key) : cell
  }
  const rowNumber = numberOf(row.row ?? '', where, 'row')
  return {
    listKey: (row['list-key'] ?? '').padStart(12, '0'),
    row: rowNumber,
    rows: (row.rows ?? '').split(' ').filter(Boolean).map(Number),
    villageCode: row['village-code'] ?? '',
    villageName: row.village ?? '',
    headName: row['head-name'] ?? '',
    state: stateOf(row.state ?? '', where),
    living: {
      memberCount: numberOf(row['member-count'] ?? '', where, 'member-count'),
      spendingPerPerson: numberOf(row['spending-per-person'] ?? '', where, 'spending-per-person'),
      foodPerPerson: numberOf(row['food-per-person'] ?? '', where, 'food-per-person'),
      answers,
    },
  }
}

const states: readonly DoorState[] = ['complete', 'moved', 'dead', 'not-found', 'refused']

function stateOf(text: string, where: string): DoorState {
  const state = states.find((each) => each === (text as VisitResult))
  if (state === undefined)
    throw new Error(`${where}: state "${text}" is none of ${states.join(', ')}`)
  return state
}

/** A number as a spreadsheet may write it: `0,5` and `0.5` are the same. */
function numberOf(text: string, where: string, column: string): number {
  const value = Number(text.replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new Error(`${where}: ${column} is "${text}", a number is needed`)
  }
  return value
}
