const accents = /[\u0300-\u036f]/g
const kindWords = /^(KABUPATEN|KAB|KECAMATAN|KEC|DESA|KELURAHAN|KEL|PROVINSI|PROV)[ .]+/

/**
 * The key by which names of areas are compared: A to Z and 0 to 9 without spaces (`Air Bara`,
 * `AIRBARA`), without the word for its kind; `KOTA` stays, as there is a Kota and a Kabupaten
 * Bogor.
 */
export function areaNameKey(text: string): string {
  const upper = text.trim().toUpperCase().normalize('NFD').replace(accents, '')
  const bare = upper.replace(kindWords, '').replace(/[^A-Z0-9]+/g, '')
  return bare === '' ? upper.replace(/[^A-Z0-9]+/g, '') : bare
}
