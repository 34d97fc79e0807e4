import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formClusters, type Link } from './clusters.ts'

const link = (left: string, right: string, state: Link['state'], probability = 0.999): Link => ({
  left,
  right,
  state,
  probability,
})

const anyLinks = fc
  .array(
    fc.record({
      pair: fc.tuple(fc.nat(7), fc.nat(7)).filter(([one, other]) => one < other),
      state: fc.constantFrom('joined', 'queued', 'same', 'different'),
      probability: fc.constantFrom(0.5, 0.99, 0.999, 0.9999),
    }),
    { maxLength: 20 },
  )
  .map((drafts) => {
    const once = new Map(drafts.map((draft) => [draft.pair.join(), draft]))
    return [...once.values()].map(({ pair, state, probability }) =>
      link(`f${pair[0]}`, `f${pair[1]}`, state as Link['state'], probability),
    )
  })

describe('clusters of families', () => {
  test('the earliest family stands for three copies', () => {
    const links = [link('a', 'b', 'joined'), link('b', 'c', 'joined'), link('a', 'c', 'queued')]
    expect([...formClusters(links).aliases]).toEqual([
      ['b', 'a'],
      ['c', 'a'],
    ])
  })

  test('two joins do not chain families that nothing links', () => {
    const links = [link('a', 'b', 'joined', 0.9999), link('b', 'c', 'joined', 0.99)]
    const { aliases, refused } = formClusters(links)
    expect([...aliases]).toEqual([['b', 'a']])
    expect(refused).toEqual([links[1]])
  })

  test('what a person calls different never stands in one cluster', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const { aliases } = formClusters(links)
        const of = (family: string) => aliases.get(family) ?? family
        for (const each of links.filter((one) => one.state === 'different')) {
          expect(of(each.left)).not.toBe(of(each.right))
        }
      }),
      { seed: 19, numRuns: 1000 },
    )
  })

  test('the order of the links does not matter', () => {
    fc.assert(
      fc.property(anyLinks, fc.integer(), (links, turn) => {
        const at = links.length === 0 ? 0 : Math.abs(turn) % links.length
        const turned = [...links.slice(at), ...links.slice(0, at)].toReversed()
        const sorted = (all: readonly Link[]) => [...formClusters(all).aliases].toSorted()
        expect(sorted(turned)).toEqual(sorted(links))
      }),
      { seed: 19, numRuns: 1000 },
    )
  })

  test('a join that is taken away again leaves the clusters as they were', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const before = [...formClusters(links).aliases]
        formClusters([...links, link('f0', 'f8', 'same')])
        const merged = formClusters([...links, link('f0', 'f8', 'same')]).aliases
        expect(merged.get('f8')).toBeDefined()
        expect([...formClusters(links).aliases]).toEqual(before)
      }),
      { seed: 19, numRuns: 200 },
    )
  })
})
