import { Readable } from 'node:stream'
import { writeXlsxStream } from 'hucre/xlsx'
import type { Actor } from '../../core/access/actor.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { mayMove } from '../../core/payments/round.ts'
import { csvCell } from '../csv-cell.ts'
import { reading, writing } from '../database.ts'
import { record } from '../events.ts'
import { sealContext, unsealText } from '../keyring.ts'
import { newId } from '../new-id.ts'
import type { House } from '../route.ts'
import { claimInState } from './claim-in-state.ts'
import { insertInstructionFile } from './file-store.ts'
import { type InstructionLine, listInstructionLines } from './line-store.ts'
import { listRounds, type RoundFace } from './store.ts'

/** The last two columns are for the channel: the same file comes back as its reply. */
const header = [
  'No Referensi',
  'Kode Desa',
  'Desa/Kelurahan',
  'Kecamatan',
  'Nama Penerima',
  'NIK',
  'Jumlah',
  'Tanggal',
  'Status',
]

const linesPerPage = 2000

export type FileFormat = 'xlsx' | 'csv'

export type InstructionFile = {
  readonly fileName: string
  readonly contentType: string
  readonly body: Readable
}

const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<FileFormat, string>

/**
 * The instruction for the channel with national ids in full. It goes out as a stream and is kept
 * nowhere; that it went out is an event, committed before the first byte.
 */
export async function exportInstruction(
  house: House,
  actor: Actor,
  request: { readonly roundId: string; readonly format: FileFormat },
): Promise<InstructionFile> {
  const { roundId, format } = request
  const fileName = await writing(house.database, actor, async (db) => {
    await claimInState(db, roundId, (state) => state === 'closed' || mayMove(state, 'export'))
    const [round] = await listRounds(db, { id: roundId, limit: 1, offset: 0 })
    if (round === undefined) throw paymentsProblem('payments.round-not-found')
    const name = fileNameOf(round, format)
    await insertInstructionFile(db, { id: newId<'payment-file'>(), roundId, fileName: name })
    await record(db, { name: 'payment-instruction.exported', subject: roundId, detail: { format } })
    return name
  })
  const rows = instructionRows(house, actor, roundId)
  const body = format === 'xlsx' ? xlsxOf(rows) : Readable.from(csvOf(rows))
  return { fileName, contentType: contentTypes[format], body }
}

function fileNameOf(round: RoundFace, format: FileFormat): string {
  return `perintah-${round.programmeCode.toLowerCase()}-${round.roundNo}.${format}`
}

type Cells = readonly (string | number)[]

async function* instructionRows(house: House, actor: Actor, roundId: string) {
  yield header as Cells
  let afterLine = 0
  while (true) {
    const page = { roundId, afterLine, limit: linesPerPage }
    const lines = await reading(house.database, actor, (db) => listInstructionLines(db, page))
    for (const line of lines) yield cellsOf(house, actor, line)
    const last = lines.at(-1)
    if (last === undefined || lines.length < linesPerPage) return
    afterLine = last.lineNo
  }
}

function cellsOf(house: House, actor: Actor, line: InstructionLine): Cells {
  const { reference, villageCode, villageName, districtName, payeeName, cipher, amount } = line
  const context = sealContext(actor.tenantId, 'national-id')
  const keys = house.keyring.of(actor.tenantId)
  const nationalId = cipher === null ? '' : unsealText(keys, cipher, context)
  const place = [villageCode, villageName, districtName]
  return [reference, ...place, payeeName, nationalId, amount, '', '']
}

function xlsxOf(rows: AsyncIterable<Cells>): Readable {
  const mutable = mapRows(rows)
  return Readable.fromWeb(writeXlsxStream(mutable, { name: 'Perintah' }))
}

async function* mapRows(rows: AsyncIterable<Cells>) {
  for await (const cells of rows) yield [...cells]
}

async function* csvOf(rows: AsyncIterable<Cells>): AsyncGenerator<string> {
  yield '\uFEFF'
  for await (const cells of rows) yield `${cells.map(csvCell).join(';')}\r\n`
}
