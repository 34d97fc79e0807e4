import { randomFillSync } from 'node:crypto'
import { V7Generator } from 'uuidv7'
import type { Id } from '../core/kernel/id.ts'

const chance = new Uint32Array(1024)
let chanceAt = chance.length

/** Random numbers are asked of the system many at a time: a list makes millions of ids. */
function nextUint32(): number {
  if (chanceAt === chance.length) {
    randomFillSync(chance)
    chanceAt = 0
  }
  const next = chance[chanceAt] ?? 0
  chanceAt += 1
  return next
}

const generator = new V7Generator({ nextUint32 })

/** A new UUIDv7: sorts by time, so that indexes grow at one end. */
export function newId<Name extends string = string>(): Id<Name> {
  return generator.generate().toString() as Id<Name>
}
