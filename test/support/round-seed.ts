import type { Answer, World } from './world.ts'

export const cashProgramme = {
  code: 'TUNAI-PROV',
  name: 'Bantuan tunai provinsi',
  kind: 'cash',
  strategy: 'reduce-burden',
  funder: 'APBD provinsi',
  channel: 'PT Pos Indonesia',
  term: {
    validFrom: '2023-01-01',
    amount: 350_000,
    rounds: 3,
    legalBasis: 'Keputusan Gubernur 2023',
  },
}

export async function addCash(world: World, code: string): Promise<string> {
  const { body } = await world.as('ratna').post('/api/programmes', { ...cashProgramme, code })
  return body.id
}

/** Tono makes a round. */
export function makeRound(
  world: World,
  round: { readonly programmeId: string; readonly decreeId: string; readonly roundNo: number },
): Promise<Answer> {
  return world.as('tono').post('/api/payment-rounds', round)
}

/** Tono proposes, Yusuf instructs the sum that is due. */
export async function instruct(world: World, id: string, rupiah: number): Promise<Answer> {
  const proposed = await world.as('tono').post(`/api/payment-rounds/${id}/propose`)
  if (proposed.body.state !== 'proposed') return proposed
  return world.as('yusuf').post(`/api/payment-rounds/${id}/instruct`, { rupiah })
}

export type ShownLine = {
  readonly id: string
  readonly lineNo: number
  readonly reference: string
  readonly householdId: string
  readonly payeeName: string
  readonly outcome: string
  readonly differences: readonly { readonly kind: string }[]
}

export async function linesOf(world: World, id: string, query = ''): Promise<readonly ShownLine[]> {
  const { body } = await world.as('tono').get(`/api/payment-rounds/${id}/lines${query}`)
  return body.rows
}

/** A reply file as a channel writes it: reference, amount, day, status. */
export function replyCsv(rows: readonly (readonly string[])[]): Buffer {
  const head = ['No Referensi', 'Jumlah', 'Tanggal', 'Status']
  return Buffer.from([head, ...rows].map((row) => row.join(';')).join('\r\n'))
}

export function sendReply(world: World, id: string, bytes: Buffer): Promise<Answer> {
  return world.as('tono').upload(`/api/payment-rounds/${id}/replies`, { name: 'b.csv', bytes })
}
