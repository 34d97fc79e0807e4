import type { Role } from '../../core/access/permissions.ts'

/** The regency of the tests: Bangka. */
export const regencyCode = '19.01'

/**
 * Where Sari works, and where Budi and Wati go: Gunung Muda and Gunung Pelawan, of one district.
 */
export const sariVillage = '19.01.02.2004'
export const otherVillage = '19.01.02.2005'

export type CastName =
  | 'admin'
  | 'sari'
  | 'budi'
  | 'wati'
  | 'ratna'
  | 'hendra'
  | 'tono'
  | 'yusuf'
  | 'maya'
  | 'dewi'
  | 'bupati'

/** Who plays in the tests. Ratna proposes, Hendra confirms; Tono pays, Yusuf instructs. */
export const cast: Readonly<
  Record<
    CastName,
    { readonly name: string; readonly role: Role; readonly areas: readonly string[] }
  >
> = {
  admin: { name: 'Agus Admin', role: 'administrator', areas: [] },
  sari: { name: 'Sari Operator', role: 'village-operator', areas: [sariVillage] },
  budi: { name: 'Budi Verifikator', role: 'verifier', areas: [sariVillage, otherVillage] },
  wati: { name: 'Wati Verifikator', role: 'verifier', areas: [otherVillage] },
  ratna: { name: 'Ratna Dinsos', role: 'social-office', areas: [] },
  hendra: { name: 'Hendra Dinsos', role: 'social-office', areas: [] },
  tono: { name: 'Tono Penyalur', role: 'payer', areas: [] },
  yusuf: { name: 'Yusuf Penyalur', role: 'payer', areas: [] },
  maya: { name: 'Maya Inspektorat', role: 'auditor', areas: [] },
  dewi: { name: 'Dewi Bappeda', role: 'planning-team', areas: [] },
  bupati: { name: 'Bupati Bangka', role: 'regent', areas: [] },
}
