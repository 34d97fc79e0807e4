import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runToEnd } from '../../kernel/run-to-end.ts'
import { type FamilyIn, familiesFrom } from '../families.ts'
import { matchFamilies } from '../match-families.ts'
import { weights2026 } from '../parameters/weights.ts'
import { type NamedStratum, nameStrata } from '../quality-sample.ts'
import { drawFound } from './list-sample.ts'
import { matchNew } from './match-new.ts'
import { makeRegistryIndex, putFamily } from './registry-index.ts'

const given = 'SUPARMAN ROSDIANA HASBULLAH MARIANA ZULKIFLI YUNUS DARMAWAN RATIH'.split(' ')
const behind = 'TARIGAN PRATAMA HARAHAP LESTARI GUNAWAN SIREGAR WIJAYA'.split(' ')
const size = 400
const seed = 20_261

function idOf(at: number): string {
  return `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`
}

function familyAt(at: number): FamilyIn {
  const bornOn = `${1950 + ((at * 7) % 50)}-${String(1 + (at % 12)).padStart(2, '0')}-1${at % 9}`
  return {
    id: idOf(at),
    villageCode: `19.01.0${1 + (at % 2)}.200${1 + (at % 3)}`,
    address: `Dusun ${behind[(at * 3) % 7]} RT ${at % 9}`,
    familyCard: '',
    head: { name: `${given[at % 8]} ${behind[(at * 3) % 7]}`, sex: null, bornOn, nationalId: '' },
    members: [],
  }
}

const registry = Array.from({ length: size }, (_, at) => familyAt(at))

function listOf(doubles: readonly number[]): FamilyIn[] {
  return doubles.map((of, at) => ({ ...familyAt(of), id: idOf(9000 + at) }))
}

function matchedAlone(
  added: readonly FamilyIn[],
  brought: readonly string[] = added.map((family) => family.id),
) {
  const everybody = familiesFrom([...registry, ...added])
  const lists = new Uint8Array(everybody.count).fill(1, size)
  const whole = runToEnd(matchFamilies(everybody, weights2026, { lists, seed }))
  const index = makeRegistryIndex(familiesFrom(registry))
  for (const family of added) putFamily(index, family)
  const draw = { brought, seed }
  const { pairs, refused } = runToEnd(
    matchNew(index, whole.model, { ids: added.map(({ id }) => id), pairs: [], draw }),
  )
  const found = drawFound(pairs, { ...draw, fateOf: () => 'queued' })
  for (const [at, pair] of whole.pairs.entries()) {
    const { probability } = pair.explanation
    const [left, right] = [whole.places[at * 2] ?? 0, whole.places[at * 2 + 1] ?? 0]
    whole.sampler.offer({ left, right, probability }, 'queued')
  }
  const strata = nameStrata(everybody, whole.sampler.strata(), () => undefined)
  return { alone: [...refused.strata, ...found], whole: strata, refused }
}

/** Pairs of the list with at least so much, and how they were drawn. */
function drawnOf(strata: readonly NamedStratum[], least: number): readonly string[] {
  return strata
    .filter(({ lists }) => lists[1] === 1)
    .flatMap(({ drawn, fate, lists }) =>
      drawn
        .filter(({ probability }) => probability >= least)
        .map(({ left, right, draw }) => [fate, ...lists, left, right, draw].join(' ')),
    )
}

// The whole counts names with those of the list: a probability is a little higher or lower there.
test('the sample of a list holds what the sample of the whole registry would hold of it', () => {
  let pairs = 0
  const lists = fc.array(fc.nat({ max: size - 1 }), { minLength: 3, maxLength: 12 })
  fc.assert(
    fc.property(lists, (doubles) => {
      const { alone, whole } = matchedAlone(listOf(doubles))
      const sure = [drawnOf(alone, 0.05), drawnOf(whole, 0.05)] as const
      expect(drawnOf(alone, 0)).toEqual(expect.arrayContaining([...sure[1]]))
      expect(drawnOf(whole, 0)).toEqual(expect.arrayContaining([...sure[0]]))
      pairs += sure[0].length
    }),
    { seed: 11, numRuns: 10 },
  )
  expect(pairs).toBeGreaterThan(60)
})

test('a refused pair counts once and says why; pairs of earlier lists are not drawn', () => {
  const added = listOf([3, 77, 200, 77])
  const { refused, alone } = matchedAlone(added)
  const brought = added.map(({ id }) => id)
  const drawn = alone.flatMap((stratum) => stratum.drawn)
  const names = drawn.map(({ left, right }) => `${left} ${right}`)
  expect(new Set(names).size).toBe(names.length)
  for (const { left, right } of drawn) {
    expect(brought.includes(left) || brought.includes(right)).toBe(true)
  }
  const reasons = refused.strata.flatMap((stratum) => stratum.drawn.map((pair) => pair.refusal))
  expect(reasons.length).toBeGreaterThan(0)
  for (const reason of reasons) expect(reason?.evidence.length).toBeGreaterThan(3)
  expect(matchedAlone(added, []).alone).toEqual([])
})
