import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type AreaCode, areaCode } from '../../core/areas/area-scope.ts'

export type Village = {
  readonly code: AreaCode
  readonly name: string
  readonly districtName: string
  /** Share of the regency's population; all together 1. */
  readonly share: number
}

/**
 * Rough shares of the population by district of Kabupaten Bangka, so that towns are larger than
 * hinterland. An own estimate for synthetic people, not a statistic.
 */
const districtShares: Readonly<Record<string, number>> = {
  '19.01.01': 0.29,
  '19.01.02': 0.15,
  '19.01.03': 0.1,
  '19.01.04': 0.16,
  '19.01.05': 0.11,
  '19.01.06': 0.06,
  '19.01.07': 0.08,
  '19.01.08': 0.05,
}

/** Kelurahan (their last four digits begin with 1) are fuller than desa. */
const townWeight = 1.5

/** The real villages of a regency (npm idn-area-data, ODbL 1.0), with a share of the people. */
export async function readVillages(regency: string): Promise<readonly Village[]> {
  const districts = new Map(
    (await readAreas('districts'))
      .filter(([, parent]) => parent === regency)
      .map(([code, , name]) => [code, name]),
  )
  const rows = (await readAreas('villages')).filter(([, parent]) => districts.has(parent))
  const weights = new Map<string, number>()
  for (const [code, parent] of rows) {
    weights.set(parent, (weights.get(parent) ?? 0) + weightOf(code))
  }
  return rows.map(([code, parent, name]) => ({
    code: areaCode(code),
    name,
    districtName: districts.get(parent) ?? '',
    share: (shareOf(parent, districts.size) * weightOf(code)) / (weights.get(parent) ?? 1),
  }))
}

function weightOf(code: string): number {
  // A fixed unevenness by code, so that neighbours differ in size.
  const uneven = 0.7 + ((Number(code.slice(-2)) * 37 + Number(code.slice(6, 8)) * 11) % 13) / 20
  return (code[9] === '1' ? townWeight : 1) * uneven
}

function shareOf(district: string, districts: number): number {
  return districtShares[district] ?? 1 / districts
}

/** The reader that the package brings takes seconds for all villages; its files are plain. */
async function readAreas(file: string): Promise<[string, string, string][]> {
  const main = createRequire(import.meta.url).resolve('idn-area-data')
  const text = await readFile(join(dirname(dirname(main)), 'data', `${file}.csv`), 'utf8')
  const rows: [string, string, string][] = []
  for (const line of text.split('\n').slice(1)) {
    const [code, parent, ...name] = line.trim().split(',')
    if (code === undefined || parent === undefined || name.length === 0) continue
    rows.push([code, parent, name.join(',').replaceAll('"', '')])
  }
  return rows
}
