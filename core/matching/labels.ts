import { fields } from './comparison.ts'
import { type Families, idOf } from './families.ts'
import type { NearPairs, TaughtPairs } from './learning.ts'

/** What a person has said of two families, and how many pairs it counts for when learning. */
export type LabelledPair = {
  readonly left: string
  readonly right: string
  readonly is: 'same' | 'different'
  readonly weight: number
}

/** Labels beside the pairs of a learning: 0 unsaid, 1 one family, 2 two. */
export type PairLabels = { readonly said: Uint8Array; readonly weights: Float64Array }

/**
 * Lays labels beside the near pairs. A labelled pair that is not among them is brought by
 * `compare`, so that what a person knows teaches most where the engine looked away. Labels of
 * families that are gone are left out.
 */
export function placeLabels(
  families: Families,
  near: NearPairs,
  from: {
    readonly labels: readonly LabelledPair[]
    /** Codes of a pair that was not near. */
    readonly compare: (left: number, right: number) => Uint16Array
  },
): TaughtPairs {
  const byKey = labelsByKey(families, from.labels)
  const { codes, count } = near
  if (byKey.size === 0) return { codes, labels: undefined }
  const placed: { readonly at: number; readonly label: LabelledPair }[] = []
  for (let at = 0; at < count; at += 1) {
    const key = keyOf(families, near.left[at] ?? 0, near.right[at] ?? 0)
    const label = byKey.get(key)
    if (label === undefined) continue
    placed.push({ at, label })
    byKey.delete(key)
  }
  const beyond = [...byKey].map(([key, label]) => {
    const left = Math.floor(key / families.count)
    return { codes: from.compare(left, key % families.count), label }
  })
  const said = new Uint8Array(count + beyond.length)
  const weights = new Float64Array(count + beyond.length)
  const behind = beyond.map(({ label }, at) => ({ at: count + at, label }))
  for (const { at, label } of [...placed, ...behind]) {
    said[at] = label.is === 'same' ? 1 : 2
    weights[at] = label.weight
  }
  const all = new Uint16Array(codes.length + beyond.length * fields.length)
  all.set(codes)
  for (const [at, pair] of beyond.entries()) all.set(pair.codes, (count + at) * fields.length)
  return { codes: all, labels: { said, weights } }
}

function labelsByKey(
  families: Families,
  labels: readonly LabelledPair[],
): Map<number, LabelledPair> {
  const places = placesOf(families, labels)
  const byKey = new Map<number, LabelledPair>()
  for (const label of labels) {
    const [left, right] = [places.get(label.left), places.get(label.right)]
    if (left === undefined || right === undefined || left === right) continue
    byKey.set(keyOf(families, left, right), label)
  }
  return byKey
}

function keyOf(families: Families, one: number, other: number): number {
  return Math.min(one, other) * families.count + Math.max(one, other)
}

/** Places of the labelled families; the last two bytes of an id rule most others out. */
function placesOf(families: Families, labels: readonly LabelledPair[]): Map<string, number> {
  const wanted = new Set(labels.flatMap((label) => [label.left, label.right]))
  const ends = new Set([...wanted].map((id) => Number.parseInt(id.slice(-4), 16)))
  const places = new Map<string, number>()
  if (wanted.size === 0) return places
  for (let at = 0; at < families.count; at += 1) {
    const end = ((families.ids[at * 16 + 14] ?? 0) << 8) | (families.ids[at * 16 + 15] ?? 0)
    if (!ends.has(end)) continue
    const id = idOf(families, at)
    if (wanted.has(id)) places.set(id, at)
  }
  return places
}
