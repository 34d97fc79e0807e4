import { expect, test } from 'vitest'
import { decidePersonVerdict, personVerdicts, undoNeedsTwo } from './person-pair.ts'

const here = { isHead: false, livesElsewhere: false }
const aid = [{ householdId: 'a', kind: 'decree' as const, what: '188.45/1/2026' }]

test('belonging to one family closes the membership in the other', () => {
  const given = { left: here, right: here, aid: [] }
  expect(decidePersonVerdict('belongs-left', given)).toEqual({ is: 'carry-out', closes: 'right' })
  expect(decidePersonVerdict('belongs-right', given)).toEqual({ is: 'carry-out', closes: 'left' })
  expect(decidePersonVerdict('two-persons', given)).toEqual({ is: 'carry-out', closes: null })
})

test('a head is not taken out of their own family; a member elsewhere belongs to it', () => {
  const given = { left: here, right: { ...here, isHead: true }, aid: [] }
  expect(decidePersonVerdict('belongs-left', given)).toEqual({
    is: 'refused',
    because: 'head-of-family',
  })
  expect(decidePersonVerdict('belongs-right', given)).toEqual({ is: 'carry-out', closes: 'left' })
})

test('what another verdict has closed is taken back first', () => {
  const given = { left: { ...here, livesElsewhere: true }, right: here, aid: [] }
  const refused = { is: 'refused', because: 'person-elsewhere' }
  expect(decidePersonVerdict('belongs-left', given)).toEqual(refused)
  expect(decidePersonVerdict('belongs-right', given)).toEqual(refused)
})

test('where aid hangs on either family it takes two, unless nobody moves', () => {
  const given = { left: here, right: here, aid }
  const said = personVerdicts.map((verdict) => decidePersonVerdict(verdict, given).is)
  expect(said).toEqual(['propose', 'propose', 'carry-out'])
  expect(personVerdicts.map((verdict) => undoNeedsTwo(verdict, aid))).toEqual([true, true, false])
})
