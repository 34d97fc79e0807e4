import { describe, expect, test } from 'vitest'
import { runToEnd } from '../kernel/run-to-end.ts'
import { fields } from './comparison.ts'
import { type FamilyIn, familiesFrom } from './families.ts'
import type { LabelledPair } from './labels.ts'
import { type Matching, matchFamilies } from './match-families.ts'
import { weights2026 } from './parameters/weights.ts'

const idOf = (at: number) => `01a20573-4729-7f64-996b-${String(at).padStart(12, '0')}`
const given = 'Suparman Rosdiana Hasbullah Mariana Zulkifli Yunus Darmawan Ratih'.split(' ')
const behind = 'Tarigan Pratama Harahap Lestari Gunawan Siregar Wijaya Nasution Damanik'.split(' ')
const middle = 'Agung Bayu Cahya Dimas Eka Fajar Galih Hadi Indra Joko Kurnia Lukman'.split(' ')

/** A family, and beside each the one it was written again as: at another village, wrongly dated. */
const families = Array.from({ length: 240 }, (_, at): readonly FamilyIn[] => {
  const year = 1950 + ((at * 7) % 45)
  const name = `${given[at % 8]} ${middle[at % 12]} ${behind[at % 9]}`
  const family = (id: number, village: number, day: string): FamilyIn => ({
    id: idOf(id),
    villageCode: `19.01.0${1 + (village % 7)}.200${1 + (village % 9)}`,
    address: '',
    familyCard: '',
    head: { name, sex: 'male', bornOn: `${year}-0${1 + (at % 9)}-${day}`, nationalId: '' },
    members: [],
  })
  return [family(at * 2 + 1, at, '11'), family(at * 2 + 2, at + 3, '24')]
}).flat()

function run(labels?: readonly LabelledPair[]): Matching {
  const all = familiesFrom(families)
  return runToEnd(matchFamilies(all, weights2026, labels === undefined ? {} : { labels }))
}

const pairOf = (at: number) => ({ left: idOf(at * 2 + 1), right: idOf(at * 2 + 2) })
const label = (at: number, is: 'same' | 'different', weight = 5): LabelledPair => {
  return { ...pairOf(at), is, weight }
}
const first = Array.from({ length: 120 }, (_, at) => at)

/** How often one family is found in another village. */
function sharePlaces({ model }: Matching): number {
  const place = fields.indexOf('place')
  const [here = 0, moved = 0] = model.priors
  const at = (relation: number) => 1 - (model.shares[relation]?.[place] ?? 0)
  return (here * at(0) + moved * at(1)) / (here + moved)
}

/** The engine's belief in a pair that nobody labelled, wherever it keeps it. */
function beliefIn(matching: Matching, at: number): number {
  const { left, right } = pairOf(at)
  const found = matching.pairs.find((pair) => pair.left === left && pair.right === right)
  if (found !== undefined) return found.explanation.probability
  const places = [at * 2, at * 2 + 1]
  const drawn = matching.sampler.strata().flatMap((stratum) => stratum.drawn)
  const refused = drawn.find((pair) => places.includes(pair.left) && places.includes(pair.right))
  return refused?.probability ?? 0
}

describe('labels of persons in learning', () => {
  const without = run()

  test('no labels, or labels of families that are gone, change nothing at all', () => {
    const { sampler: _, ...bare } = without
    const { sampler: __, ...none } = run([])
    expect(none).toEqual(bare)
    const { sampler: ___, ...gone } = run([
      { left: idOf(9001), right: idOf(9002), is: 'same', weight: 5 },
    ])
    expect(gone).toEqual(bare)
  })

  test('a habit that the data hide is learnt from pairs labelled one family', () => {
    const taught = run(first.map((at) => label(at, 'same')))
    const near = 1 + ['equal', 'swapped', 'near', 'year-known', 'same-year'].indexOf('same-year')
    const share = (matching: Matching) =>
      matching.model.noise[fields.indexOf('birth-date')]?.[near] ?? 0
    expect(share(taught)).toBeGreaterThan(share(without) * 2)
    expect(beliefIn(taught, 200)).toBeGreaterThan(beliefIn(without, 200))
  })

  test('pairs labelled two families take belief from those like them', () => {
    const same = run(first.map((at) => label(at, 'same')))
    const different = run(first.map((at) => label(at, 'different')))
    const share = sharePlaces
    expect(share(different)).toBeLessThan(share(same))
    expect(beliefIn(different, 200)).toBeLessThan(beliefIn(same, 200))
  })

  test('a label counts by its weight', () => {
    const shares = [1, 5].map((weight) => {
      const taught = run(first.map((at) => label(at, 'same', weight)))
      return sharePlaces(taught)
    })
    expect(shares[1]).toBeGreaterThan(shares[0] ?? 1)
  })
})
