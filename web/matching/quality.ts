import { call, type ReplyOf } from '../call.ts'
import { percent } from '../format.ts'
import { saveFile } from '../save-file.ts'
import { t } from '../text.ts'

export type Quality = ReplyOf<'GET /api/match-quality'>
export type QualityFigures = NonNullable<Quality['registry']>
export type Estimate = QualityFigures['precision']
export type DrawnPair = NonNullable<ReplyOf<'GET /api/match-quality/:sample/next'>['pair']>
export type QualityLabel = 'same' | 'different' | 'unsure'

export const qualityPath = '/mutu-pencocokan'

export function labellingPath(sample: string, list?: string): string {
  const path = `${qualityPath}/${sample}/nilai`
  return list === undefined ? path : `${path}?daftar=${list}`
}

export function sendLabel(sample: string, pairNo: number, label: QualityLabel) {
  const params = { sample }
  return call('POST /api/match-quality/:sample/labels', { params, body: { pairNo, label } })
}

export function takeLabelBack(sample: string) {
  return call('POST /api/match-quality/:sample/undo', { params: { sample } })
}

/** Where the bars begin, in tenths: figures near one need room to be told apart. */
export function barStart(estimates: readonly Estimate[]): number {
  const lows = estimates.flatMap(({ low }) => (low === null ? [] : [low]))
  return Math.min(0.9, Math.floor(Math.min(1, ...lows) * 10) / 10)
}

/** Labels until the figures of the whole are told. */
export function neededOf({ precision, recall }: QualityFigures): number {
  return Math.max(precision.needed, recall.needed)
}

/** Why a share is not told: labels are missing, or there is nothing to take a share of. */
export function missingWords(needed: number): string {
  return needed > 0 ? t('quality.missing', { needed }) : t('quality.of-nothing')
}

/** Where the share lies; once every pair was looked at there is no range left. */
export function rangeWords(low: number, high: number): string {
  if (low === high) return t('quality.whole')
  return t('quality.between', { low: percent(low), high: percent(high) })
}

const columns = [
  'list',
  'owner',
  'pairs',
  'considered',
  'joined',
  'labels',
  'unsure',
  'precision',
  'precision_low',
  'precision_high',
  'recall',
  'recall_low',
  'recall_high',
  'sample_drawn_at',
  'rule_version',
]

/** All figures of a sample as CSV; a share that is not told stays empty. */
export function csvOf({ sample, registry, lists }: Quality): string {
  if (sample === null || registry === null) return ''
  const line = (head: readonly string[], figures: QualityFigures, drawnAt = sample.drawnAt) => [
    ...head,
    figures.considered,
    figures.joined,
    figures.labels,
    figures.unsure,
    ...sharesOf(figures.precision),
    ...sharesOf(figures.recall),
    drawnAt,
    sample.ruleVersion,
  ]
  const lines = [
    columns,
    line(['', '', 'all'], registry),
    ...lists.flatMap((list) => [
      line([list.fileName, list.owner, 'inside'], list.inside, list.since?.drawnAt),
      line([list.fileName, list.owner, 'against'], list.against, list.since?.drawnAt),
    ]),
  ]
  return `${lines.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`
}

export function downloadCsv(quality: Quality): void {
  const date = quality.sample?.drawnAt.slice(0, 10) ?? ''
  const blob = new Blob([csvOf(quality)], { type: 'text/csv;charset=utf-8' })
  saveFile(blob, t('quality.file', { date }))
}

function sharesOf({ value, low, high }: Estimate): readonly (string | number)[] {
  return [value, low, high].map((share) => (share === null ? '' : Math.round(share * 1e4) / 1e4))
}

/** A name that a spreadsheet would take for a formula is marked as text. */
function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
