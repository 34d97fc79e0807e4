import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '../kernel/plain-date.ts'
import { rupiah } from '../kernel/rupiah.ts'
import { termOn } from '../programmes/term.ts'
import {
  choicesOf,
  type DifferenceKind,
  differenceKinds,
  differencesOf,
  isUnresolved,
  settledBy,
} from './difference.ts'
import { type DecreeLine, decideInstruct, decideRound, mayMove, roundStates } from './round.ts'

const term = {
  validFrom: plainDate('2023-01-01'),
  amount: rupiah(350_000),
  rounds: 3,
  legalBasis: 'Keputusan Gubernur',
}

function lineOf(lineNo: number, change: Partial<DecreeLine> = {}): DecreeLine {
  return {
    lineNo,
    decreeLineNo: lineNo,
    householdId: `household ${lineNo}`,
    villageCode: '19.01.02.2004',
    payeePersonId: `payee ${lineNo}`,
    payeeName: `Keluarga ${lineNo}`,
    aliasOf: null,
    villageNow: '19.01.02.2004',
    resultNow: 'extremely-poor',
    payeeAlive: true,
    payeeHouseholdId: `household ${lineNo}`,
    sharedWithLine: null,
    paidAs: null,
    ...change,
  }
}

const input = {
  decree: { id: 'decree', state: 'frozen' },
  term,
  programmeCode: 'TUNAI',
  roundNo: 1,
  earlier: [],
  lines: [lineOf(1), lineOf(2)],
} as const

describe('making a round', () => {
  test('a round of n families is n lines with n references and n times the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (families) => {
        const lines = Array.from({ length: families }, (_, at) => lineOf(at + 1))
        const decision = decideRound({ ...input, lines })
        if (decision.is === 'refused') throw new Error(decision.because)
        expect(decision.rupiah).toBe(families * 350_000)
        expect(decision.unresolved).toBe(0)
        expect(new Set(decision.lines.map((line) => line.reference)).size).toBe(families)
      }),
    )
  })

  test('each refusal has its reason', () => {
    const because = (change: Partial<Parameters<typeof decideRound>[0]>) => {
      const decision = decideRound({ ...input, ...change })
      return decision.is === 'refused' ? decision.because : 'made'
    }
    const first = { roundNo: 1, decreeId: 'decree', state: 'proposed' } as const
    expect(because({})).toBe('made')
    expect(because({ decree: { id: 'decree', state: 'draft' } })).toBe('decree-not-frozen')
    expect(because({ term: undefined })).toBe('no-term')
    expect(because({ roundNo: 4 })).toBe('round-too-high')
    expect(because({ earlier: [first] })).toBe('round-exists')
    expect(because({ earlier: [{ ...first, decreeId: 'other' }] })).toBe('made')
    expect(because({ roundNo: 2, earlier: [first] })).toBe('previous-missing')
    expect(because({ roundNo: 2, earlier: [{ ...first, state: 'instructed' }] })).toBe('made')
    expect(because({ lines: [] })).toBe('no-lines')
  })

  test('the term of the day is the newest that had begun', () => {
    const later = { ...term, validFrom: plainDate('2024-01-01'), amount: rupiah(400_000) }
    expect(termOn([later, term], plainDate('2023-12-31'))).toBe(term)
    expect(termOn([term, later], plainDate('2024-01-01'))).toBe(later)
    expect(termOn([term, later], plainDate('2022-12-31'))).toBeUndefined()
  })
})

describe('what differs from the decree', () => {
  test.each([
    [{ payeeAlive: false }, ['payee-dead']],
    [{ payeeHouseholdId: 'elsewhere' }, ['payee-left']],
    [{ aliasOf: 'other', payeeHouseholdId: 'other' }, ['family-merged']],
    [{ villageNow: '19.01.02.2005' }, ['family-moved']],
    [{ resultNow: null }, ['decision-reopened']],
    [{ resultNow: 'better-off' }, ['decision-reopened']],
    [{ sharedWithLine: 1 }, ['member-shared']],
    [{ paidAs: 'TUNAI-1-000009-1' }, ['already-paid']],
    [{ payeePersonId: null, payeeAlive: null, payeeHouseholdId: null }, []],
  ] as const)('%o is %o', (change, kinds) => {
    expect(differencesOf(lineOf(2, change)).map((each) => each.kind)).toEqual(kinds)
  })

  test('a resolution settles what was seen, not what comes after', () => {
    const differences = differencesOf(lineOf(1, { villageNow: 'x', payeeAlive: false }))
    const state = { differences, leftOut: false }
    expect(isUnresolved({ ...state, resolvedKinds: ['family-moved'] })).toBe(true)
    expect(isUnresolved({ ...state, resolvedKinds: ['family-moved', 'payee-dead'] })).toBe(false)
    expect(isUnresolved({ ...state, resolvedKinds: [], leftOut: true })).toBe(false)
  })

  test('nobody can choose to pay twice, nor to pay a dead person; leaving out is always there', () => {
    const some = fc.subarray<DifferenceKind>([...differenceKinds])
    fc.assert(
      fc.property(some, (kinds) => {
        const choices = choicesOf(kinds.map((kind) => ({ kind, detail: {} })))
        expect(choices).toContain('leave-out')
        const never = ['payee-dead', 'member-shared', 'already-paid'] as const
        if (never.some((kind) => kinds.includes(kind))) expect(choices).not.toContain('pay')
      }),
    )
  })

  test('a payee who lives elsewhere may be replaced where the line pays somebody twice', () => {
    const found = (...kinds: DifferenceKind[]) => kinds.map((kind) => ({ kind, detail: {} }))
    expect(choicesOf(found('member-shared'))).toEqual(['leave-out'])
    const both = found('payee-left', 'member-shared')
    expect(choicesOf(both)).toEqual(['leave-out', 'replace-payee'])
    expect(settledBy('replace-payee', both)).toEqual(['payee-left'])
    expect(settledBy('leave-out', both)).toEqual(['payee-left', 'member-shared'])
    expect(choicesOf(found('payee-left', 'family-merged'))).not.toContain('replace-payee')
  })
})

describe('instructing', () => {
  const proposed = {
    state: 'proposed',
    proposedBy: 'tono',
    actorId: 'yusuf',
    due: rupiah(700_000),
    typed: 700_000,
  } as const

  test('a second person, a proposed round, the exact sum: all three or nothing', () => {
    expect(decideInstruct(proposed)).toEqual({ is: 'instruct' })
    const because = (change: Partial<Parameters<typeof decideInstruct>[0]>) => {
      const decision = decideInstruct({ ...proposed, ...change })
      return decision.is === 'refused' ? decision.because : 'instructed'
    }
    expect(because({ actorId: 'tono' })).toBe('four-eyes')
    expect(because({ typed: 700_001 })).toBe('sum-differs')
    for (const state of roundStates.filter((each) => each !== 'proposed')) {
      expect(because({ state })).toBe('wrong-state')
    }
  })

  test('what is instructed is never cancelled, what is closed never moves', () => {
    expect(mayMove('instructed', 'cancel')).toBe(false)
    expect(mayMove('closed', 'reconcile')).toBe(false)
    expect(mayMove('draft', 'instruct')).toBe(false)
  })
})
