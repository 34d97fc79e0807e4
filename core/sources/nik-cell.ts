import type { PlainDate } from '../kernel/plain-date.ts'
import {
  isSynthetic,
  looksLikeFamilyCard,
  nationalIdWarnings,
  readNationalId,
} from '../registry/national-id.ts'

/** What a NIK cell says about itself, beside the record it stands in. Never throws. */
export type NikCell = {
  /** Sixteen digits to keep as the person's NIK, sealed; absent when the cell holds none. */
  readonly digits?: string
  /** Sixteen digits that are rather a No. KK. */
  readonly card?: string
  /** The structure is right: may be asked about in the registry of others. */
  readonly right: boolean
  readonly synthetic: boolean
  /** Finding codes `sources.nik-…`, the words they need beside. */
  readonly findings: readonly NikFinding[]
}

export type NikFinding = {
  readonly code: `sources.nik-${string}`
  readonly detail?: Readonly<Record<string, string | number>>
}

export type NikRecord = {
  readonly bornOn?: PlainDate | undefined
  readonly sex?: 'male' | 'female' | undefined
  readonly regency?: string | undefined
  readonly on: PlainDate
}

const nothing: NikCell = { right: false, synthetic: false, findings: [] }
const scientific = /^\d(?:[.,]\d+)?E\+?\d+$/i
const wrapping = /^[\s\u00a0'"`’‘]+|[\s\u00a0'"`’‘]+$/g
const inside = /[\s\u00a0.-]/g
const decimals = /[.,]0+$/

/**
 * Reads a NIK cell: what Excel and hands did to it is said in findings. A number whose digits are
 * lost is not kept, because they cannot be computed back; sixteen digits with a slip are, because
 * a neighbour of one digit can be found.
 */
export function readNikCell(text: string, record: NikRecord): NikCell {
  const plain = text.length === 16 ? readNationalId(text) : undefined
  if (plain?.is === 'right') return judge(text, [], record)
  const bare = text.replace(wrapping, '')
  if (bare === '' || /^[0-]+$/.test(bare)) return found('sources.nik-empty')
  if (scientific.test(bare)) return found('sources.nik-scientific')
  const digits = bare.replace(decimals, '').replace(inside, '')
  const cleaned = digits !== text ? [{ code: 'sources.nik-cleaned' } as const] : []
  if (!/^\d+$/.test(digits)) return found('sources.nik-not-digits')
  if (digits.length === 15) return found('sources.nik-15-digits')
  if (digits.length === 17) return found('sources.nik-17-digits')
  if (digits.length !== 16) return found('sources.nik-length', { length: digits.length })
  return judge(digits, cleaned, record)
}

function judge(digits: string, before: readonly NikFinding[], record: NikRecord): NikCell {
  const synthetic = isSynthetic(digits)
  const reading = readNationalId(digits)
  if (reading.is === 'wrong') {
    if (digits.endsWith('0000')) return { ...nothing, findings: [{ code: 'sources.nik-zeroed' }] }
    const rule = reading.errors[0] ?? 'digits'
    const findings = [...before, { code: 'sources.nik-structure', detail: { rule } } as const]
    return { digits, right: false, synthetic, findings }
  }
  if (looksLikeFamilyCard(reading.parts, record)) {
    const findings = [...before, { code: 'sources.nik-is-family-card' } as const]
    return { card: digits, right: true, synthetic, findings }
  }
  const warnings = nationalIdWarnings(reading.parts, record)
  if (warnings.length === 0 && before.length === 0) {
    return { digits, right: true, synthetic, findings: none }
  }
  const differs = warnings.map((what) => ({ code: `sources.nik-${what}-differs` }) as const)
  return { digits, right: true, synthetic, findings: [...before, ...differs] }
}

const none: readonly NikFinding[] = []

function found(
  code: NikFinding['code'],
  detail?: Readonly<Record<string, string | number>>,
): NikCell {
  const finding = detail === undefined ? { code } : { code, detail }
  return { ...nothing, findings: [finding] }
}
