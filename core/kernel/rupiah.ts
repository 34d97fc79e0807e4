import type { Brand } from './brand.ts'

/** Whole rupiah. A number carries it exactly up to nine quadrillion; the database holds bigint. */
export type Rupiah = Brand<number, 'Rupiah'>

export function rupiah(value: number): Rupiah {
  if (!Number.isSafeInteger(value)) throw new Error(`not whole rupiah: ${value}`)
  return value as Rupiah
}

export function sumRupiah(values: Iterable<Rupiah>): Rupiah {
  let sum = 0
  for (const value of values) sum += value
  return rupiah(sum)
}

export function timesRupiah(amount: Rupiah, count: number): Rupiah {
  return rupiah(amount * count)
}
