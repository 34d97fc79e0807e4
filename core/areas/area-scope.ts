import type { Brand } from '../kernel/brand.ts'

/** Kemendagri code with dots: `19`, `19.01`, `19.01.01`, `19.01.01.2001`. */
export type AreaCode = Brand<string, 'AreaCode'>

const shape = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/

export function parseAreaCode(text: string): AreaCode | undefined {
  return shape.test(text) ? (text as AreaCode) : undefined
}

export function areaCode(text: string): AreaCode {
  const code = parseAreaCode(text)
  if (code === undefined) throw new Error(`not an area code: ${text.slice(0, 40)}`)
  return code
}

/** A village code without dots (as central lists write it) with them; undefined when it is none. */
export function dottedAreaCode(text: string): AreaCode | undefined {
  const digits = text.trim()
  if (shape.test(digits)) return digits as AreaCode
  if (!/^\d{10}$/.test(digits)) return undefined
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)]
  return parts.join('.') as AreaCode
}

/** What a person may see: a range of codes, a short list of villages beside it, or own tasks. */
export type AreaScope = {
  readonly kind: 'regency' | 'areas' | 'tasks'
  /** Prefixes; empty for the whole regency. */
  readonly areas: readonly AreaCode[]
}

/** The row policy's settings: `from`..`to` is one range, `list` holds the other villages. */
export type AreaSettings = { readonly from: string; readonly to: string; readonly list: string }

/** A range that no code lies in: given when there is nothing to see (deny by default). */
const nowhere = { from: '~', to: '!' } as const

/**
 * The settings of an area scope. Codes sort bytewise and `/` follows `.`, so everything under
 * `19.01.01` lies between `19.01.01` and `19.01.01/` (CITUS rule 4: a range plus a short list).
 */
export function areaSettings(areas: readonly AreaCode[]): AreaSettings {
  const [first, ...rest] = areas
  if (first === undefined) return { ...nowhere, list: '' }
  const villages = rest.filter((code) => code.length === 13)
  if (villages.length !== rest.length) throw new Error('only villages may stand beside a range')
  return { from: first, to: `${first}/`, list: villages.join(',') }
}

export function areaContains(outer: AreaCode, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`)
}

export function regencyOf(code: AreaCode): AreaCode {
  return code.slice(0, 5) as AreaCode
}

export function districtOf(code: AreaCode): AreaCode {
  return code.slice(0, 8) as AreaCode
}
