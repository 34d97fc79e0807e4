import { uuidv7 } from 'uuidv7'
import type { Id } from '../core/kernel/id.ts'

/** A new UUIDv7: sorts by time, so that indexes grow at one end. */
export function newId<Name extends string = string>(): Id<Name> {
  return uuidv7() as Id<Name>
}
