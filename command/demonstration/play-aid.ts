import { readXlsx } from 'hucre/xlsx'
import type { z } from 'zod/mini'
import { paymentsContract } from '../../core/payments/contract.ts'
import { programmesContract } from '../../core/programmes/contract.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Company } from './play-cast.ts'
import { writeSheet } from './story-files.ts'

type Round = z.output<(typeof paymentsContract)['GET /api/payment-rounds']['reply']>['rows'][number]
type RoundState = Round['state']

/** Kept by its code: what the programme is called is the office's to change. */
export const parcelCode = 'PANGAN-KAB'
export const cashCode = 'TUNAI-PROV'
const roundsOf = { [parcelCode]: 1, [cashCode]: 3 } as const

/** Food parcels once, cash three times; the last cash round is still partly open. */
export async function giveAid(
  company: Company,
  by: {
    readonly decreeId: string
    readonly seed: number
    readonly signal: AbortSignal
    readonly told: (done: number, of: number) => void
  },
): Promise<void> {
  const programmes = await keepProgrammes(company)
  const all = Object.entries(roundsOf).flatMap(([code, rounds]) =>
    Array.from({ length: rounds }, (_, at) => ({ code, roundNo: at + 1 })),
  )
  for (const [at, { code, roundNo }] of all.entries()) {
    by.signal.throwIfAborted()
    const programmeId = programmes.get(code)
    if (programmeId === undefined) throw new Error(`there is no programme ${code}`)
    await giveRound(company, { ...by, programmeId, code, roundNo })
    by.told(at + 1, all.length)
  }
}

/** The two programmes of the story, from the suggestions; and what companies gave beside. */
async function keepProgrammes(company: Company): Promise<ReadonlyMap<string, string>> {
  const ratna = await company.as('ratna')
  const known = await ratna.call(programmesContract, 'GET /api/programmes')
  const ids = new Map(known.programmes.map((each) => [each.code, each.id]))
  for (const body of known.suggestions) {
    if (ids.has(body.code) || !Object.hasOwn(roundsOf, body.code)) continue
    const made = await ratna.call(programmesContract, 'POST /api/programmes', { body })
    ids.set(body.code, made.id)
  }
  const given = await ratna.call(programmesContract, 'GET /api/company-aid')
  const names = new Set(given.rows.map((row) => row.company))
  for (const body of companyGifts) {
    if (names.has(body.company)) continue
    await ratna.call(programmesContract, 'POST /api/company-aid', { body })
  }
  return ids
}

/** Made-up companies: the news only says that companies were asked to join. */
const companyGifts = [
  {
    company: 'PT Timah Rekaan Bersama',
    what: 'Perbaikan 24 rumah tidak layak huni',
    value: 480_000_000,
    families: 24,
    givenOn: '2023-08-17',
  },
  {
    company: 'CV Lada Putih Rekaan',
    what: 'Paket sekolah untuk 150 anak',
    value: 52_500_000,
    families: 96,
    givenOn: '2023-07-10',
  },
]

type RoundPlan = {
  readonly decreeId: string
  readonly seed: number
  readonly programmeId: string
  readonly code: string
  readonly roundNo: number
}

/** Tono prepares and proposes, Yusuf instructs, the channel answers, Tono takes the answer in. */
async function giveRound(company: Company, plan: RoundPlan): Promise<void> {
  const tono = await company.as('tono')
  const round = (await findRound(company, plan)) ?? (await makeRound(company, plan))
  const params = { id: round.id }
  let state: RoundState = round.state
  if (state === 'draft') {
    await resolveDifferences(company, round.id)
    const path = 'POST /api/payment-rounds/:id/propose'
    state = (await tono.call(paymentsContract, path, { params })).state
  }
  if (state === 'proposed') {
    const yusuf = await company.as('yusuf')
    const { money } = await yusuf.call(paymentsContract, 'GET /api/payment-rounds/:id', { params })
    const path = 'POST /api/payment-rounds/:id/instruct'
    const body = { rupiah: money.instructed.rupiah }
    state = (await yusuf.call(paymentsContract, path, { params, body })).state
  }
  if (state !== 'instructed') return
  const now = await tono.call(paymentsContract, 'GET /api/payment-rounds/:id', { params })
  if (now.files.some((file) => file.direction === 'in')) return
  const sent = await tono.call(paymentsContract, 'POST /api/payment-rounds/:id/instruction-file', {
    params,
    body: { format: 'xlsx' },
  })
  const bytes = await answerInstruction(sent, plan)
  const file = { name: `balasan-${plan.code.toLowerCase()}-${plan.roundNo}.xlsx`, bytes }
  const reply = await tono.call(paymentsContract, 'POST /api/payment-rounds/:id/replies', {
    params,
    file,
  })
  if (reply.waiting > 0) throw new Error(`${reply.waiting} rows of a reply wait`)
}

async function findRound(
  company: Company,
  plan: RoundPlan,
): Promise<{ readonly id: string; readonly state: RoundState } | undefined> {
  const tono = await company.as('tono')
  const query = { programmeId: plan.programmeId }
  const found = await tono.call(paymentsContract, 'GET /api/payment-rounds', { query })
  const standing = found.rows.filter((round) => round.state !== 'cancelled')
  return standing.find((round) => round.roundNo === plan.roundNo)
}

async function makeRound(
  company: Company,
  plan: RoundPlan,
): Promise<{ readonly id: string; readonly state: RoundState }> {
  const tono = await company.as('tono')
  const { programmeId, decreeId, roundNo } = plan
  const body = { programmeId, decreeId, roundNo }
  const { id } = await tono.call(paymentsContract, 'POST /api/payment-rounds', { body })
  return { id, state: 'draft' }
}

/** What differs from the decree since: paid where that may be, else left out, with the reason. */
async function resolveDifferences(company: Company, id: string): Promise<void> {
  const tono = await company.as('tono')
  for (;;) {
    const query = { show: 'unresolved' } as const
    const path = 'GET /api/payment-rounds/:id/lines'
    const { rows } = await tono.call(paymentsContract, path, { params: { id }, query })
    if (rows.length === 0) return
    for (const line of rows) {
      const resolution = line.choices.includes('pay') ? 'pay' : 'leave-out'
      await tono.call(paymentsContract, 'POST /api/payment-rounds/:id/lines/:lineId/resolution', {
        params: { id, lineId: line.id },
        body: { resolution, reason: 'Diperiksa bersama desa sebelum dibayar.' },
      })
    }
  }
}

/** Words of the channel's answers; an empty one is no answer yet. */
const parcelAnswers: readonly (readonly [string, number])[] = [
  ['Diserahkan', 972],
  ['Belum diambil', 12],
  ['', 16],
]
const cashAnswers: readonly (readonly [string, number])[] = [
  ['Dibayar', 964],
  ['Alamat tidak ditemukan', 5],
  ['Pindah', 6],
  ['Meninggal dunia', 4],
  ['Penerima menolak', 2],
  ['Dikembalikan', 9],
  ['', 10],
]
const lastCashAnswers: readonly (readonly [string, number])[] = [
  ['Dibayar', 868],
  ['Alamat tidak ditemukan', 4],
  ['Pindah', 4],
  ['Meninggal dunia', 3],
  ['Dikembalikan', 6],
  ['Belum diambil', 55],
  ['', 60],
]

/** Plays the channel: the instruction file comes back with day and status on its lines. */
export async function answerInstruction(
  instruction: Uint8Array,
  plan: { readonly seed: number; readonly code: string; readonly roundNo: number },
): Promise<Uint8Array> {
  const workbook = await readXlsx(instruction)
  const [header = [], ...lines] = workbook.sheets[0]?.rows ?? []
  const at = (name: string) => header.indexOf(name)
  const [reference, amount, day, status] = ['No Referensi', 'Jumlah', 'Tanggal', 'Status'].map(at)
  if ([reference, amount, day, status].some((place) => place === undefined || place < 0)) {
    throw new Error('the instruction file has other columns')
  }
  const answers =
    plan.code === parcelCode ? parcelAnswers : plan.roundNo === 3 ? lastCashAnswers : cashAnswers
  const chance = chanceOf(plan.seed, `reply ${plan.code} ${plan.roundNo}`)
  const answered = lines.map((line) => {
    const said = chance.weighted(answers)
    return header.map((_, place) => {
      if (place === status) return said
      if (place === day) return paidOn(said, { chance, roundNo: plan.roundNo })
      const cell = line[place]
      return typeof cell === 'string' || typeof cell === 'number' ? cell : null
    })
  })
  return writeSheet([header.map(String), ...answered])
}

function paidOn(said: string, by: { readonly chance: Chance; readonly roundNo: number }): string {
  if (said !== 'Dibayar' && said !== 'Diserahkan') return ''
  const day = String(by.chance.between(5, 27)).padStart(2, '0')
  return `2023-${String(6 + by.roundNo).padStart(2, '0')}-${day}`
}
