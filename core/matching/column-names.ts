import type { Kind } from './engine/kinds.ts'

/**
 * Headings of lists of people, Indonesian and English, as plain words; the first line that fits
 * decides. Official forms: the columns of SIAK extracts, DTKS and P3KE lists; English ones as in
 * registers and in the public sets for record linkage.
 */
const headings: readonly (readonly [Kind, RegExp])[] = [
  ['email', /\b(e ?mail|surel)\b/],
  ['phone', /\b(phone|telephone|tel|telp|telpon|telepon|hp|mobile|handphone|wa|whatsapp)\b/],
  [
    'family-card',
    /\b((no ?|nomor )?kk|kartu keluarga|family card|id keluarga|(family|household) (id|no))\b/,
  ],
  ['nik', /\b(nik|nomor induk kependudukan|no ktp|nomor ktp|ktp|national id\w*)\b/],
  ['date', /\b(dob|birth ?date|date of birth|birthday|(tgl|tanggal) ?(lahir|lhr)|tanggal|date)\b/],
  ['category', /\b((birth|tahun|year of) ?(year|lahir|birth)|age|umur|usia)\b/],
  ['place', /\b(birth ?place|place of birth|tempat ?(lahir|lhr)|tmpt lahir)\b/],
  ['identifier', /\b(ssn|soc(ial)? sec\w*|passport|paspor|npwp|bpjs|licen[cs]e|sim|tax|kis|kks)\b/],
  [
    'category',
    /\b(sex|gender|jenis kelamin|jk|kelamin|l p|agama|religion|race|ethnicity|title|gelar)\b/,
  ],
  ['full-name', /\b(first|given|fore) ?(names?)? (and|dan) (surname|(last|family) ?name)\b/],
  ['email', /^mail$/],
  [
    'given-name',
    /\b((given|first|middle|fore) ?names?|forename|nama (depan|tengah)|fname|mname)\b/,
  ],
  ['surname', /\b(surname|(last|family) ?name|nama (belakang|keluarga)|lname|sname|marga)\b/],
  ['given-name', /^(given|first)$/],
  ['surname', /^(last|family)$/],
  ['place', /\b(post ?code|postal( code)?|zip( code)?|kode ?pos)\b/],
  [
    'address',
    /\b(address\d*|alamat|addr\d*|street|jalan|jln|jl|rt|rw|(house|street) (no|number)|no rumah)\b/,
  ],
  [
    'place',
    /\b(city|town|suburb|village|district|regency|county|province|region|locality|state|country)\b/,
  ],
  [
    'place',
    /\b(kota|kab|kabupaten|kec|kecamatan|desa|kel|kelurahan|dusun|provinsi|prov|wilayah)\b/,
  ],
  ['full-name', /\b(name|nama|full ?name|person name)\b/],
]

const truths =
  /\b(cluster|entity|ent id|truth|true (id|person|match)|group id|match id|duplicate of)\b|^group$/
const identities = /^((rec|record|row|unique|person|data|nomor)? ?(id|uuid)|no|nomor|no urut)$/

/** `tglLahir`, `TGL_LAHIR` and `Tgl. Lahir` all read `tgl lahir`. */
export function plainHeading(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The kind that a heading promises, if it does. */
export function kindOfHeading(name: string): Kind | undefined {
  const plain = plainHeading(name)
  return headings.find(([, pattern]) => pattern.test(plain))?.[0]
}

/** A column that says who is who: not compared, or the answer would be the question. */
export function isTruthHeading(name: string): boolean {
  return truths.test(plainHeading(name))
}

/** A column whose heading promises to name each row; whether it does, its values say. */
export function isIdHeading(name: string): boolean {
  return identities.test(plainHeading(name))
}
