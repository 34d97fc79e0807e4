import { call, type ReplyOf, upload } from '../call.ts'
import { rupiah } from '../format.ts'
import { saveFile } from '../save-file.ts'
import { findText, t } from '../text.ts'
import type { StatusShape } from '../ui/status.tsx'

export type RoundRow = ReplyOf<'GET /api/payment-rounds'>['rows'][number]
export type Round = ReplyOf<'GET /api/payment-rounds/:id'>
export type Line = ReplyOf<'GET /api/payment-rounds/:id/lines'>['rows'][number]
export type ReplyAnswer = ReplyOf<'POST /api/payment-rounds/:id/replies'>
export type Finding = ReplyAnswer['findings'][number]
export type RoundState = Round['state']
export type Outcome = Line['outcome']

export const outcomes: readonly Outcome[] = [
  'open',
  'paid',
  'delivered',
  'refused',
  'not-found',
  'moved',
  'dead',
  'returned',
  'unknown',
]

const stateShapes: Readonly<Record<RoundState, StatusShape>> = {
  draft: 'none',
  proposed: 'wait',
  instructed: 'doing',
  closed: 'ok',
  cancelled: 'out',
}

export function stateShape(state: RoundState): StatusShape {
  return stateShapes[state]
}

export function outcomeShape(outcome: Outcome): StatusShape {
  if (outcome === 'paid' || outcome === 'delivered') return 'ok'
  if (outcome === 'open') return 'none'
  return outcome === 'unknown' ? 'wait' : 'back'
}

/** The words of a finding, its amounts as rupiah and its outcomes in words. */
export function findingWords(finding: Finding): string {
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(finding.detail ?? {})) {
    const words =
      typeof value === 'string' ? findText(`outcome.${value}`)?.toLowerCase() : undefined
    values[name] = typeof value === 'number' ? rupiah(value) : (words ?? value)
  }
  return findText(`finding.${finding.code}`, values) ?? finding.code
}

export function roundName(round: RoundRow): string {
  return t('aid.round-name', {
    name: round.programmeName,
    no: round.roundNo,
    rounds: round.rounds,
  })
}

/** Whole rupiah that a person typed: digits, with or without separators; NaN otherwise. */
export function typedRupiah(text: string): number {
  const bare = text.replace(/^\s*rp\.?/i, '').replace(/[\s.,]/g, '')
  return /^\d{1,15}$/.test(bare) ? Number(bare) : Number.NaN
}

/** Fetches the instruction file (a POST, because each time is an event) and hands it over. */
export async function downloadInstruction(round: Round, format: 'xlsx' | 'csv'): Promise<void> {
  const blob = await call('POST /api/payment-rounds/:id/instruction-file', {
    params: { id: round.id },
    body: { format },
  })
  saveFile(blob, `perintah-${round.programmeCode.toLowerCase()}-${round.roundNo}.${format}`)
}

export function sendReply(roundId: string, file: File): Promise<ReplyAnswer> {
  return upload('POST /api/payment-rounds/:id/replies', file, { params: { id: roundId } })
}
