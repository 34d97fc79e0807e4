import type { RegistryIndex } from './registry-index.ts'

/** Points of persons while one is looked for; more than this count as so many. */
const mostPoints = 255

const room = new WeakMap<RegistryIndex, Uint8Array>()

export type Points = {
  readonly add: (person: number, points: number) => void
  /** Visits who has points, and forgets them. */
  readonly take: (visit: (person: number, points: number) => void) => void
}

/** A byte a person, made once for an index: a map of ten thousand persons costs milliseconds. */
export function openPoints(index: RegistryIndex): Points {
  const sums = roomFor(index)
  const touched: number[] = []
  return {
    add: (person, points) => {
      const before = sums[person] ?? 0
      if (before === 0) touched.push(person)
      sums[person] = Math.min(mostPoints, before + points)
    },
    take: (visit) => {
      for (const person of touched) {
        const sum = sums[person] ?? 0
        sums[person] = 0
        visit(person, sum)
      }
    },
  }
}

function roomFor(index: RegistryIndex): Uint8Array {
  const known = room.get(index)
  if (known !== undefined && known.length >= index.families.persons) return known
  const made = new Uint8Array(Math.ceil(index.families.persons * 1.1) + 1000)
  room.set(index, made)
  return made
}
