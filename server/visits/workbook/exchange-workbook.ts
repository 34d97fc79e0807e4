import { createHash } from 'node:crypto'
import { isId } from '../../../core/kernel/id.ts'
import { visitsProblem } from '../../../core/visits/problems.ts'
import type { Reader, Writer } from '../../database.ts'
import { record } from '../../events.ts'
import { blindIndex, type TenantKeys } from '../../keyring.ts'
import { newId } from '../../new-id.ts'
import { findVillage } from '../assignment/store.ts'
import { type Keeping, keepVisits } from '../keep-visits.ts'
import { maskOf } from '../show-tasks.ts'
import {
  type CellFinding,
  letterOf,
  openWorkbook,
  type RowReading,
  readRow,
} from './read-workbook.ts'
import {
  findWorkbook,
  insertWorkbook,
  listFamiliesToFill,
  listWorkbookFamilies,
  saveReturn,
} from './store.ts'
import { writeWorkbook } from './write-workbook.ts'

/** Issues a workbook over the families of a village that wait for a visit. */
export async function issueWorkbook(db: Writer, village: string) {
  const names = await findVillage(db, village)
  if (names === undefined) throw visitsProblem('visits.no-village')
  const families = await listFamiliesToFill(db, village)
  if (families.length === 0) throw visitsProblem('visits.nothing-to-fill')
  const id = newId<'workbook'>()
  await insertWorkbook(db, { id, village, ids: families.map((each) => each.id) })
  const detail = { families: families.length }
  await record(db, { name: 'workbook.issued', subject: id, village, detail })
  return { id, families: families.length }
}

/** The file of an issued workbook; the same one whenever it is asked for. */
export async function makeWorkbookFile(
  db: Reader,
  keys: TenantKeys,
  which: { readonly id: string; readonly village: string },
): Promise<Uint8Array> {
  const workbook = await findWorkbook(db, which.id)
  const names = await findVillage(db, which.village)
  if (workbook === undefined || names === undefined || workbook.villageCode !== which.village) {
    throw visitsProblem('visits.no-village')
  }
  const families = await listWorkbookFamilies(db, workbook.householdIds)
  return writeWorkbook({
    id: workbook.id,
    villageName: names.name,
    villageCode: workbook.villageCode,
    checksum: checksumOf(keys, workbook),
    families: families.map((each) => ({
      ...each,
      nationalIdMask: maskOf(db, keys, each.headCipher),
    })),
  })
}

function checksumOf(
  keys: TenantKeys,
  workbook: {
    readonly id: string
    readonly villageCode: string
    readonly householdIds: readonly string[]
  },
): string {
  const text = [workbook.id, workbook.villageCode, ...workbook.householdIds].join(' ')
  return blindIndex(keys, 'workbook', text).toString('hex')
}

/** Takes a filled workbook: visits from filled rows, findings per cell, empty rows stay open. */
export async function receiveWorkbook(
  db: Writer,
  keys: TenantKeys,
  given: { readonly village: string; readonly bytes: Buffer; readonly by: string },
) {
  const file = await openWorkbook(given.bytes)
  const workbook = isId(file.id) ? await findWorkbook(db, file.id) : undefined
  if (workbook === undefined) throw visitsProblem('visits.not-our-workbook')
  if (workbook.villageCode !== given.village || file.village !== given.village) {
    throw visitsProblem('visits.workbook-of-other-village')
  }
  if (file.checksum !== checksumOf(keys, workbook)) throw visitsProblem('visits.workbook-changed')
  const digest = createHash('sha256').update(given.bytes).digest()
  const found = await listWorkbookFamilies(db, workbook.householdIds)
  const families = new Map(found.map((each) => [each.id, each]))
  const readings = file.rows.map((row) => readRow(workbook.id, row, families))
  const kept = await keepRows(db, readings, { channel: 'workbook', by: given.by, keys })
  const waiting = readings.flatMap((each) => (each.is === 'waiting' ? each.findings : []))
  const findings = [...waiting, ...kept.findings].toSorted((a, b) => a.row - b.row)
  const outcome = {
    id: workbook.id,
    is: workbook.returnedDigest?.equals(digest) ? ('repeated' as const) : ('received' as const),
    visits: kept.visits,
    open: readings.filter((each) => each.is === 'open').length,
    waiting: new Set(findings.filter((each) => each.severity === 'wait').map((each) => each.row))
      .size,
    findings,
  }
  if (outcome.is === 'repeated' && kept.visits === 0) return outcome
  await saveReturn(db, workbook.id, { digest, visits: kept.visits, findings })
  const detail = { visits: outcome.visits, open: outcome.open, waiting: outcome.waiting }
  await record(db, {
    name: 'workbook.received',
    subject: workbook.id,
    village: given.village,
    detail: { ...detail, digest: digest.toString('hex') },
  })
  return outcome
}

/** Keeps the readable rows as visits; what cannot be kept becomes findings of its cells. */
async function keepRows(db: Writer, readings: readonly RowReading[], how: Keeping) {
  const drafts = readings.flatMap((each) => (each.is === 'draft' ? [each] : []))
  const answers = await keepVisits(
    db,
    drafts.map((each) => each.draft),
    how,
  )
  const findings: CellFinding[] = []
  for (const [place, answer] of answers.entries()) {
    const row = drafts[place]?.row ?? 0
    if (answer.is === 'refused' && answer.findings.length === 0) {
      findings.push({ row, column: 'C', field: '', code: answer.code, severity: 'wait' })
    }
    for (const finding of answer.findings) {
      const severity = answer.is === 'refused' ? finding.severity : ('look' as const)
      findings.push({ row, column: letterOf(finding.field), ...finding, severity })
    }
  }
  return { visits: answers.filter((each) => each.is === 'kept').length, findings }
}
