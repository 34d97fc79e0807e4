import { wordLevels } from './compare-words.ts'
import { digitLevels } from './digits.ts'
import type { Field } from './field.ts'
import { chanceSteps, equal, missingCode, toldCode, toldTwiceCode } from './found.ts'
import { traitsOf } from './model.ts'
import type { Records } from './records.ts'

/** Settles the code of the sex among the codes of a pair, from `at` on. */
export type SettleSex = (codes: Uint16Array, at: number) => void

const similar = wordLevels.indexOf('similar')
const otherSex = digitLevels.indexOf('other-sex')
/** [level]: whether two different numbers on it are of one sex. */
const isOfOneSex = digitLevels.map((level) => ['kin', 'one-birth', 'cut'].includes(level))

/**
 * Who has one name is of one sex, and who has a number of one date too, two people as well: beside
 * these the column of the sex says nothing, but counts back what both have told. A name that is
 * only similar tells it where the column agrees (Yulianto and Yulianti are two), and none does
 * where the numbers are a girl's and a boy's.
 */
export function createSettleSex(fields: readonly Field[], { roles }: Records): SettleSex {
  const { nik, sex } = roles
  const names = ownNamesOf(fields)
  const levelOf = (code: number | undefined) => ((code ?? 0) / chanceSteps) | 0
  if (sex < 0) return () => {}
  return (codes, at) => {
    const code = codes[at + sex] ?? 0
    if (code === missingCode || code === toldTwiceCode) return
    const numbers = nik < 0 ? 0 : levelOf(codes[at + nik])
    if (numbers === otherSex) return
    const last = levelOf(code) === equal ? similar : similar - 1
    let isInName = false
    for (const name of names) {
      const level = levelOf(codes[at + name])
      if (level >= equal && level <= last) isInName = true
    }
    const isInNik = isOfOneSex[numbers] === true
    if (isInNik && isInName) codes[at + sex] = toldTwiceCode
    else if (isInNik || isInName) codes[at + sex] = toldCode
  }
}

/** Names that people bear for themselves; of the mother's, or the head's, the sex is known. */
export function ownNamesOf(fields: readonly Field[]): readonly number[] {
  const traits = traitsOf(fields)
  return [...fields.keys()].filter((at) => {
    return fields[at]?.kind === 'given-name' || traits[at]?.isOwnName === true
  })
}
