import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '../kernel/plain-date.ts'
import {
  type ChoosableSide,
  type ChosenBy,
  choiceFields,
  completeChoices,
  differingFields,
  takenFields,
} from './choices.ts'

const side = (
  values: Partial<ChoosableSide['values']>,
  claim?: { readonly kind: 'list' | 'list-matched'; readonly on: string },
): ChoosableSide => ({
  values: {
    'head-name': 'Sahrul',
    sex: 'male',
    'birth-date': '1976-05-12',
    'national-id': null,
    village: '19.01.02.2004',
    address: 'Jl. Raya',
    'family-card': null,
    ...values,
  },
  claim: claim && {
    kind: claim.kind,
    id: claim.on,
    observedOn: plainDate(claim.on),
    recordedAt: claim.on,
  },
})

describe('fields that differ', () => {
  test('who somebody is comes from the better source, then the newer', () => {
    const older = side({ 'head-name': 'Sahrul' }, { kind: 'list', on: '2023-01-01' })
    const newer = side({ 'head-name': 'M. Sahrul' }, { kind: 'list', on: '2024-01-01' })
    const matched = side({ 'head-name': 'Syahrul' }, { kind: 'list-matched', on: '2022-01-01' })
    expect(differingFields(older, newer)).toEqual([{ field: 'head-name', suggested: 'right' }])
    expect(differingFields(newer, older)).toEqual([{ field: 'head-name', suggested: 'left' }])
    expect(differingFields(newer, matched)).toEqual([{ field: 'head-name', suggested: 'right' }])
  })

  test('where the family lives stays with the earlier record; a missing value never stands', () => {
    const here = side({ address: 'Jl. Raya' }, { kind: 'list', on: '2023-01-01' })
    const there = side(
      { address: 'Jl. Laut', 'national-id': '1' },
      { kind: 'list', on: '2024-01-01' },
    )
    expect(differingFields(here, there)).toEqual([
      { field: 'national-id', suggested: 'right' },
      { field: 'address', suggested: 'left' },
    ])
    expect(completeChoices(here, there, { address: 'right', 'national-id': 'left' })).toEqual({
      address: 'right',
      'national-id': 'right',
    })
  })

  test('what is the same on both sides is not chosen', () => {
    expect(completeChoices(side({}), side({}), { 'head-name': 'right' })).toEqual({})
  })
})

const families = ['a', 'b', 'c', 'd']
const anySide = fc.constantFrom('left' as const, 'right' as const)
const anyVerdicts: fc.Arbitrary<ChosenBy[]> = fc
  .uniqueArray(
    fc.record({
      pairId: fc.uuid(),
      ends: fc.subarray(families, { minLength: 2, maxLength: 2 }),
      choices: fc.record(Object.fromEntries(choiceFields.map((field) => [field, anySide])), {
        requiredKeys: [],
      }),
      day: fc.integer({ min: 10, max: 28 }),
    }),
    { maxLength: 6, selector: (each) => each.ends.join() },
  )
  .map((drafts) =>
    drafts.map(({ pairId, ends, choices, day }) => ({
      pairId,
      left: ends[0] ?? '',
      right: ends[1] ?? '',
      choices,
      decidedBy: null,
      decidedAt: `2026-11-${day}T00:00:00.000Z`,
    })),
  )

describe('what the family that stands shows', () => {
  const by = (left: string, right: string, at: number): ChosenBy => ({
    pairId: `${at}`,
    left,
    right,
    choices: { address: 'right' },
    decidedBy: null,
    decidedAt: `2026-11-${at}`,
  })

  test('a later verdict takes a field on from the record that it puts behind', () => {
    const taken = takenFields('a', [by('b', 'c', 12), by('a', 'b', 11)])
    expect(taken.get('address')?.from).toBe('c')
  })

  test('a verdict about two others says nothing of it', () => {
    expect(takenFields('a', [by('b', 'c', 11)]).size).toBe(0)
  })

  test('the order in which verdicts are read is no matter, and its own value is no choice', () => {
    fc.assert(
      fc.property(anyVerdicts, (verdicts) => {
        const taken = takenFields('a', verdicts)
        expect([...takenFields('a', verdicts.toReversed())].toSorted()).toEqual(
          [...taken].toSorted(),
        )
        for (const { from } of taken.values()) expect(from).not.toBe('a')
      }),
      { seed: 12 },
    )
  })
})
