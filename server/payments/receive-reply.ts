import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Actor } from '../../core/access/actor.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { type ReplyReading, readReply } from '../../core/payments/reply.ts'
import { mayMove } from '../../core/payments/round.ts'
import { programmesProblem } from '../../core/programmes/problems.ts'
import { type Writer, writing } from '../database.ts'
import { record } from '../events.ts'
import { seal, sealContext } from '../keyring.ts'
import { newId } from '../new-id.ts'
import { findProgramme } from '../programmes/store.ts'
import { todayAt } from '../programmes/today.ts'
import type { House } from '../route.ts'
import { claimInState } from './claim-in-state.ts'
import { findReplyFile, insertReplyFile, keptFindings, type ReplyFile } from './file-store.ts'
import { listReplyLines, updateOutcomes } from './line-store.ts'
import { readReplyFile } from './read-reply-file.ts'
import type { Round } from './store.ts'

/** Findings in the answer to an upload; the rest stands in the round. */
const shownFindings = 200

export type Upload = { readonly fileName: string; readonly bytes: Buffer }

type ReplyAnswer = Omit<ReplyFile, 'id'> & { readonly fileId: string; readonly repeated: boolean }

/**
 * Takes a channel's reply: every line that a row answers gets its outcome, all in one transaction;
 * rows that cannot be taken wait with a finding. The same bytes again change nothing.
 */
export async function receiveReply(
  house: House,
  actor: Actor,
  request: { readonly roundId: string; readonly upload: Upload },
): Promise<ReplyAnswer> {
  const { roundId, upload } = request
  const rows = await readReplyFile(upload.bytes)
  const digest = createHash('sha256').update(upload.bytes).digest()
  const context = sealContext(actor.tenantId, 'rows')
  const sealed = seal(house.keyring.of(actor.tenantId), gzipSync(upload.bytes), context)
  return writing(house.database, actor, async (db) => {
    const round = await claimInState(
      db,
      roundId,
      (state) => state === 'closed' || mayMove(state, 'reconcile'),
    )
    const before = await findReplyFile(db, roundId, digest)
    if (before !== undefined) return answerOf(before, true)
    if (!mayMove(round.state, 'reconcile')) {
      throw paymentsProblem('payments.wrong-state', { state: round.state })
    }
    const file = fileOf(await readAgainst(db, round, rows))
    const { fileName } = upload
    await insertReplyFile(db, { ...file, roundId, fileName, digest, sealed })
    await recordReply(db, { ...file, roundId, digest })
    return answerOf(file, false)
  })
}

async function readAgainst(
  db: Writer,
  round: Round,
  rows: readonly (readonly string[])[],
): Promise<ReplyReading> {
  const programme = await findProgramme(db, round.programmeId)
  if (programme === undefined) throw programmesProblem('programmes.not-found')
  const lines = await listReplyLines(db, round.id)
  const reading = readReply({ rows, lines, kind: programme.kind, today: todayAt(db.now) })
  if (reading === undefined) throw paymentsProblem('payments.reply-columns-missing')
  if (reading.updates.length > 0) await updateOutcomes(db, reading.updates)
  return reading
}

function fileOf(reading: ReplyReading): ReplyFile {
  return {
    id: newId<'payment-file'>(),
    rows: reading.rows,
    applied: reading.updates.length,
    unchanged: reading.unchanged,
    waiting: reading.waiting,
    findings: reading.findings.slice(0, keptFindings),
    findingCount: reading.findings.length,
  }
}

function answerOf(file: ReplyFile, repeated: boolean): ReplyAnswer {
  const { id: fileId, ...counts } = file
  return { ...counts, fileId, repeated, findings: file.findings.slice(0, shownFindings) }
}

async function recordReply(
  db: Writer,
  file: ReplyFile & { readonly roundId: string; readonly digest: Buffer },
): Promise<void> {
  const { id: fileId, rows, applied, unchanged, waiting } = file
  const digest = file.digest.toString('hex')
  await record(db, {
    name: 'payment-reply.received',
    subject: file.roundId,
    detail: { fileId, digest, rows, applied, unchanged, waiting },
  })
}
