import type { Brand } from './brand.ts'

/** A UUIDv7 made by whoever creates the row, a device included (docs/decisions/0002). */
export type Id<Name extends string = string> = Brand<string, Name>

/** Makes ids; the shells pass the real one, tests a counted one. */
export type NewId = () => Id

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isId(text: string): text is Id {
  return shape.test(text)
}

/** Brands a text that a database or a contract has already checked. */
export function id<Name extends string>(text: string): Id<Name> {
  assertId(text)
  return text as Id<Name>
}

function assertId(text: string): void {
  if (!isId(text)) throw new Error(`not an id: ${text.slice(0, 40)}`)
}
