import { type AreaCode, areaCode } from '../areas/area-scope.ts'
import { labelKey } from './label-key.ts'
import type { VillageBook } from './p3ke-row.ts'

/** Kinds of area that stand before a name in some lists and not in others. */
const kinds = /^(?:DESA|KELURAHAN|KEL|KECAMATAN|KEC) /

/** The villages of one regency, to find by code, and by names where the code was lost. */
export function villageBook(
  regency: AreaCode,
  villages: readonly { readonly code: string; readonly name: string; readonly district: string }[],
): VillageBook {
  const codes = new Set(villages.map((village) => village.code))
  const byName = new Map<string, AreaCode | 'several'>()
  for (const { code, name, district } of villages) {
    const key = nameKeyOf(district, name)
    byName.set(key, byName.has(key) ? 'several' : areaCode(code))
  }
  return {
    regency,
    has: (code) => codes.has(code),
    byName: (district, village) => {
      const found = byName.get(nameKeyOf(district, village))
      return found === 'several' ? undefined : found
    },
  }
}

/** Spaces do not tell villages apart: `Sungailiat` is written `Sungai Liat` as often. */
function nameKeyOf(district: string, village: string): string {
  const key = (name: string) => labelKey(name).replace(kinds, '').replaceAll(' ', '')
  return `${key(district)}/${key(village)}`
}
