import { expect, test } from 'vitest'
import { decidePersonVerdict, personVerdicts, undoNeedsTwo } from './person-pair.ts'

const here = {
  isHead: false,
  livesElsewhere: false,
  isLivedIn: false,
  standsAs: 'a',
  hasLeft: false,
}
const there = { ...here, standsAs: 'b' }
const aid = [{ householdId: 'a', kind: 'decree' as const, what: '188.45/1/2026' }]

test('belonging to one family closes the membership in the other', () => {
  const given = { left: here, right: there, aid: [] }
  expect(decidePersonVerdict('belongs-left', given)).toEqual({ is: 'carry-out', closes: 'right' })
  expect(decidePersonVerdict('belongs-right', given)).toEqual({ is: 'carry-out', closes: 'left' })
  expect(decidePersonVerdict('two-persons', given)).toEqual({ is: 'carry-out', closes: null })
})

test('a head is not taken out of their own family; a member elsewhere belongs to it', () => {
  const given = { left: here, right: { ...there, isHead: true }, aid: [] }
  expect(decidePersonVerdict('belongs-left', given)).toEqual({
    is: 'refused',
    because: 'head-of-family',
  })
  expect(decidePersonVerdict('belongs-right', given)).toEqual({ is: 'carry-out', closes: 'left' })
})

test('what another verdict has closed is taken back first', () => {
  const given = { left: { ...here, livesElsewhere: true }, right: there, aid: [] }
  const refused = { is: 'refused', because: 'person-elsewhere' }
  expect(decidePersonVerdict('belongs-left', given)).toEqual(refused)
  expect(decidePersonVerdict('belongs-right', given)).toEqual(refused)
})

test('who lives in a record keeps it a member; it may still be where another lives', () => {
  const given = { left: { ...here, isLivedIn: true }, right: there, aid: [] }
  const refused = { is: 'refused', because: 'person-elsewhere' }
  expect(decidePersonVerdict('belongs-right', given)).toEqual(refused)
  expect(decidePersonVerdict('belongs-left', given)).toEqual({ is: 'carry-out', closes: 'right' })
})

test('nothing is said of families that stand as one, or have left the lists', () => {
  const asOne = { left: here, right: { ...there, standsAs: 'a' }, aid }
  const left = { left: { ...here, hasLeft: true }, right: there, aid: [] }
  const refused = { is: 'refused', because: 'not-now' }
  for (const verdict of personVerdicts) {
    expect(decidePersonVerdict(verdict, asOne)).toEqual(refused)
    expect(decidePersonVerdict(verdict, left)).toEqual(refused)
  }
})

test('where aid hangs on either family it takes two, unless nobody moves', () => {
  const given = { left: here, right: there, aid }
  const said = personVerdicts.map((verdict) => decidePersonVerdict(verdict, given).is)
  expect(said).toEqual(['propose', 'propose', 'carry-out'])
  expect(personVerdicts.map((verdict) => undoNeedsTwo(verdict, aid))).toEqual([true, true, false])
})
