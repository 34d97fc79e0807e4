import type { Counts } from '../../core/monitoring/overview.ts'
import { csvCell } from '../csv-cell.ts'
import type { Overview } from './show-overview.ts'

const header = ['bagian', 'kode', 'nama', 'ukuran', 'nilai', 'satuan', 'sumber', 'keadaan']

/** What each count is called, its unit and its source, for a reader who has only the file. */
const countWords = {
  listRows: ['baris daftar', 'baris', 'daftar pusat'],
  families: ['keluarga dalam daftar', 'keluarga', 'daftar pusat tanpa yang ganda'],
  assigned: ['dibagikan kepada petugas', 'keluarga', 'pembagian'],
  visited: ['dikunjungi', 'keluarga', 'kunjungan petugas'],
  accepted: ['kunjungan diterima', 'keluarga', 'kunjungan petugas'],
  decided: ['diputus', 'keluarga', 'putusan Dinas Sosial'],
  extremelyPoor: ['miskin ekstrem', 'keluarga', 'putusan Dinas Sosial'],
} as const satisfies Record<keyof Counts, readonly [string, string, string]>

type Cell = string | number

/** Every figure of the overview as one line with its unit, source and time. */
export function overviewCsv(overview: Overview): string {
  const lines: Cell[][] = [
    ...placeLines('kabupaten', overview.regency, overview.totals),
    ...overview.results.flatMap((entry) => [
      resultLine(entry.result, '', entry.rows),
      ...entry.reasons.map((reason) => resultLine(entry.result, reason.reason, reason.rows)),
    ]),
    ...overview.districts.flatMap((district) => [
      ...placeLines('kecamatan', district, district),
      ...district.villages.flatMap((village) => placeLines('desa', village, village)),
    ]),
    ...placeLines('tanpa desa', { code: '', name: '' }, overview.nowhere),
    ...overview.aid.flatMap(aidLines),
    ...companyLines(overview.companyAid),
  ]
  const rows = [header, ...lines.map((line) => [...line, overview.at])]
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`
}

function placeLines(
  part: string,
  place: { readonly code: string; readonly name: string },
  counts: Counts,
): Cell[][] {
  return (Object.keys(countWords) as (keyof Counts)[]).map((key) => {
    const [words, unit, source] = countWords[key]
    return [part, place.code, place.name, words, counts[key], unit, source]
  })
}

function resultLine(result: string, reason: string, rows: number): Cell[] {
  return ['hasil', result, reason, 'baris daftar', rows, 'baris', 'putusan dan pencocokan']
}

function aidLines(aid: Overview['aid'][number]): Cell[][] {
  const name = `${aid.programmeName} ${aid.roundNo}/${aid.rounds}`
  const source = `${aid.channel}, keputusan ${aid.decreeNumber}`
  const stands = [
    ['diperintahkan', aid.instructed],
    ['dibayar', aid.paid],
    ['kembali', aid.returned],
    ['terbuka', aid.open],
  ] as const
  return stands.flatMap(([words, sum]) => [
    ['bantuan', aid.roundId, name, words, sum.families, 'keluarga', source],
    ['bantuan', aid.roundId, name, words, sum.rupiah, 'rupiah', source],
  ])
}

function companyLines(aid: Overview['companyAid']): Cell[][] {
  const source = 'laporan perusahaan'
  return [
    ['perusahaan', '', '', 'perusahaan', aid.companies, 'perusahaan', source],
    ['perusahaan', '', '', 'penerima', aid.families, 'keluarga', source],
    ['perusahaan', '', '', 'nilai', aid.rupiah, 'rupiah', source],
  ]
}
