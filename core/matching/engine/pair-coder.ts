import { wordLevels } from './compare-words.ts'
import { type Comparisons, turns } from './comparisons.ts'
import { dateLevels } from './dates.ts'
import type { Field } from './field.ts'
import { chanceSteps, equal, missingCode } from './found.ts'
import { codeOf, type StrangerChances } from './model.ts'
import { chanceShift, type Records, valueMask } from './records.ts'
import { createSettleSex, type SettleSex } from './settle-sex.ts'
import { createRefineNik } from './sound-niks.ts'
import { isNameKind } from './word-text.ts'

/** How two records compare, field by field, each as a level and a chance in one code. */
export type PairCoder = {
  /** Code of one field; `missingCode` when either value is missing. */
  code(field: number, left: number, right: number): number
  /**
   * Codes that depend on two fields: numbers of people born together, names turned round, addresses
   * of namesakes, the sex that a name or a number has told. Doing it again changes nothing.
   */
  settle(codes: Uint16Array, at: number, left: number, right: number): void
  /** Of codes that are no pair's but a group's: the sex alone. */
  readonly settleSex: SettleSex
  /** The two fields in each other's column of which a name may stand. */
  readonly turning: { readonly given: number; readonly surname: number } | undefined
}

const nearDate = dateLevels.indexOf('near')
const shortened = wordLevels.indexOf('shortened')
const similar = wordLevels.indexOf('similar')
const alike = wordLevels.indexOf('alike')
export function createPairCoder(
  fields: readonly Field[],
  records: Records,
  given: {
    readonly chances: StrangerChances
    readonly comparisons: Comparisons
  },
): PairCoder {
  const { cells, width } = records
  const { chances, comparisons } = given
  const steps = chances.chances.map((row) => Uint8Array.from(row))
  const together = Uint8Array.from(chances.bornTogether)
  const { nik: nikAt, birthDate: dateAt } = records.roles
  const settleSex = createSettleSex(fields, records)
  const refineNik = createRefineNik(fields, records)
  const mails = mailsOf(fields, chances)
  const names = [...fields.keys()].filter((at) => isNameKind(fields[at]?.kind ?? 'text'))
  const turning = findTurning(fields)
  const turn = turning === undefined ? undefined : createTurn(records, { ...turning, comparisons })

  function code(field: number, left: number, right: number): number {
    const one = cells[left * width + field] ?? 0
    const other = cells[right * width + field] ?? 0
    if (one === 0 || other === 0) return missingCode
    if (one === other) return codeOf(equal, one >>> chanceShift)
    const found = comparisons.between(field, one & valueMask, other & valueMask)
    const compared = (found / chanceSteps) | 0
    const level = field === nikAt ? refineNik(compared, left, right) : compared
    if (level === equal) return codeOf(equal, Math.min(one, other) >>> chanceShift)
    return found % chanceSteps === 0 ? codeOf(level, steps[field]?.[level] ?? 1) : found
  }

  function settle(codes: Uint16Array, at: number, left: number, right: number): void {
    if (nikAt >= 0 && dateAt >= 0) {
      const date = ((codes[at + dateAt] ?? 0) / chanceSteps) | 0
      const nik = codes[at + nikAt] ?? 0
      const level = (nik / chanceSteps) | 0
      if (level > equal && date >= equal && date <= nearDate) {
        codes[at + nikAt] = codeOf(level, Math.min(nik % chanceSteps, together[level] ?? 1))
      }
    }
    if (turn !== undefined) turn(codes, at, left, right)
    for (const mail of mails) {
      const code = codes[at + mail.field] ?? 0
      if (code < 2 * chanceSteps || !names.some((name) => agrees(codes[at + name] ?? 0))) continue
      const level = (code / chanceSteps) | 0
      codes[at + mail.field] = codeOf(level, Math.min(code % chanceSteps, mail.steps[level] ?? 1))
    }
    settleSex(codes, at)
  }

  return { code, settle, settleSex, turning }
}

/** Addresses are made of names: that those of namesakes are alike says little. */
function mailsOf(fields: readonly Field[], { namesakes }: StrangerChances) {
  return [...fields.entries()]
    .filter(([, { kind }]) => kind === 'email')
    .map(([field]) => ({ field, steps: namesakes[field] ?? [] }))
}

function agrees(code: number): boolean {
  return code >= chanceSteps && code < alike * chanceSteps
}

function findTurning(fields: readonly Field[]): PairCoder['turning'] {
  const given = fields.findIndex((field) => field.kind === 'given-name')
  const surname = fields.findIndex((field) => field.kind === 'surname')
  return given < 0 || surname < 0 ? undefined : { given, surname }
}

/** Given name and surname in each other's column, slips included: both agree, in another order. */
function createTurn(
  { cells, width }: Records,
  fields: {
    readonly given: number
    readonly surname: number
    readonly comparisons: Comparisons
  },
) {
  const { given, surname, comparisons } = fields
  const numberOf = (row: number, field: number) => (cells[row * width + field] ?? 0) & valueMask
  return (codes: Uint16Array, at: number, left: number, right: number): void => {
    const far = (field: number) => (codes[at + field] ?? 0) >= alike * chanceSteps
    if (!far(given) || !far(surname)) return
    const there = comparisons.turned(numberOf(left, given), numberOf(right, surname))
    if (there === turns.none) return
    const back = comparisons.turned(numberOf(right, given), numberOf(left, surname))
    if (back === turns.none) return
    const level = there === turns.same && back === turns.same ? shortened : similar
    for (const field of [given, surname]) {
      const [near, far] = [left, right].map((row) => cells[row * width + field] ?? 0)
      const chance = Math.min((near ?? 0) >>> chanceShift, (far ?? 0) >>> chanceShift)
      codes[at + field] = codeOf(level, Math.max(1, chance))
    }
  }
}
