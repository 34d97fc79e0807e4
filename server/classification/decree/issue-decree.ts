import { createHash } from 'node:crypto'
import { classificationProblem } from '../../../core/classification/problems.ts'
import { pageSizeDefault } from '../../../core/kernel/contract-parts.ts'
import { maskNationalId } from '../../../core/registry/national-id.ts'
import type { Reader, Writer } from '../../database.ts'
import { record } from '../../events.ts'
import { sealContext, type TenantKeys, unsealText } from '../../keyring.ts'
import { holdMatching } from '../../matching/store.ts'
import { newId } from '../../new-id.ts'
import {
  type Candidate,
  claimDraft,
  claimFamilies,
  countCandidates,
  countChangedLines,
  countLines,
  type DecreeRow,
  findDecree,
  findDecreeByNumber,
  insertDecree,
  insertLines,
  type LineRow,
  listCandidates,
  listDecrees,
  listLines,
  markFrozen,
  type NewLine,
  renewDraft,
} from './store.ts'

/** No decree names more families than this; a guard against reading without end. */
export const linesMost = 1_000_000

export async function showDecrees(db: Reader) {
  const decrees = await listDecrees(db)
  return { decrees: decrees.map(show), candidates: await countCandidates(db) }
}

export async function getDecree(db: Reader, id: string): Promise<DecreeRow> {
  const decree = await findDecree(db, id)
  if (decree === undefined) throw classificationProblem('classification.no-decree')
  return decree
}

export function show(decree: DecreeRow) {
  return { ...decree, frozenAt: decree.frozenAt?.toISOString() ?? null }
}

export async function showLines(
  db: Reader,
  id: string,
  query: { readonly village?: string | undefined; readonly page?: number | undefined },
) {
  await getDecree(db, id)
  const page = query.page ?? 1
  const offset = (page - 1) * pageSizeDefault
  const found = await listLines(db, id, { village: query.village, limit: pageSizeDefault, offset })
  return {
    rows: found.map(({ payeePersonId: _, ...line }) => line),
    total: await countLines(db, id, query.village),
    page,
    pageSize: pageSizeDefault,
  }
}

/** Drafts a decree over all candidates; the same number again makes the draft anew. */
export async function draftDecree(
  db: Writer,
  keys: TenantKeys,
  wish: { readonly number: string; readonly title: string; readonly decreedOn: string },
) {
  const there = await findDecreeByNumber(db, wish.number)
  if (there?.state === 'frozen') throw classificationProblem('classification.decree-number-taken')
  const id = there?.id ?? newId()
  if (there === undefined) await insertDecree(db, { id, ...wish })
  else await renewDraft(db, { id, ...wish })
  const candidates = await listCandidates(db)
  if (candidates.length === 0) throw classificationProblem('classification.no-candidates')
  await insertLines(
    db,
    id,
    candidates.map((each, place) => lineOf(db, keys, each, place)),
  )
  const detail = { number: wish.number, lines: candidates.length }
  await record(db, { name: 'decree.drafted', subject: id, detail })
  return { id, lineCount: candidates.length }
}

function lineOf(db: Reader, keys: TenantKeys, each: Candidate, place: number): NewLine {
  return {
    line_no: place + 1,
    household_id: each.householdId,
    decision_id: each.decisionId,
    village_code: each.villageCode,
    head_name: each.headName,
    address: each.address,
    payee_person_id: each.payeeId,
    payee_name: each.payeeName ?? each.headName,
    national_id_mask: maskOf(db, keys, each.payeeCipher),
    member_count: each.memberCount,
  }
}

function maskOf(db: Reader, keys: TenantKeys, cipher: Buffer | null): string {
  if (cipher === null) return ''
  return maskNationalId(unsealText(keys, cipher, sealContext(db.tenantId, 'national-id')))
}

/**
 * Freezes a draft: from now on neither the decree nor a line of it can change, and the digest
 * proves it. Refused when a family of it is no longer what the draft says. Whoever merges one of
 * them waits, and then sees that aid hangs on it.
 */
export async function freezeDecree(
  db: Writer,
  id: string,
  typed: { readonly number: string; readonly lineCount: number },
) {
  await holdMatching(db)
  await claimDraft(db, id)
  const decree = await getDecree(db, id)
  if (decree.state === 'frozen') throw classificationProblem('classification.decree-frozen')
  if (typed.number !== decree.number || typed.lineCount !== decree.lineCount) {
    const count = decree.lineCount
    throw classificationProblem('classification.decree-not-confirmed', { count })
  }
  const changed = await countChangedLines(db, id)
  if (changed > 0) throw classificationProblem('classification.decree-changed', { count: changed })
  const lines = await listLines(db, id, { village: undefined, limit: linesMost, offset: 0 })
  // Another decree that names one of them was frozen at the same moment: nothing of this one is.
  const taken = lines.length - (await claimFamilies(db, id))
  if (taken > 0) throw classificationProblem('classification.decree-changed', { count: taken })
  const digest = digestOf(decree, lines)
  const frozen = await markFrozen(db, id, digest)
  if (!frozen) throw classificationProblem('classification.decree-frozen')
  const detail = { number: decree.number, lines: lines.length, digest }
  await record(db, { name: 'decree.frozen', subject: id, detail })
  return { id, lineCount: lines.length, digest }
}

/** SHA-256 over number, day, title and every line in its order, as JSON arrays, one a line. */
export function digestOf(
  decree: { readonly number: string; readonly decreedOn: string; readonly title: string },
  lines: readonly LineRow[],
): string {
  const hash = createHash('sha256')
  hash.update(`${JSON.stringify([decree.number, decree.decreedOn, decree.title])}\n`)
  for (const line of lines) {
    const values = [
      line.lineNo,
      line.householdId,
      line.villageCode,
      line.headName,
      line.address,
      line.payeePersonId,
      line.payeeName,
      line.nationalIdMask,
      line.memberCount,
    ]
    hash.update(`${JSON.stringify(values)}\n`)
  }
  return hash.digest('hex')
}
