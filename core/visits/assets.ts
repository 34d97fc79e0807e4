import type { Question } from './questionnaire.ts'

/**
 * What the family owns, as DTSEN counts it (19 variables of keluarga_aset; Rancangan Peraturan
 * BPS DTSEN, Lampiran BAB IV.C). Only the car is required: it may disqualify.
 */
export const assetQuestions = [
  count('car', 'mobil', { required: true }),
  count('motorcycle', 'sepeda_motor'),
  count('bicycle', 'sepeda'),
  count('boat', 'perahu'),
  count('motor-boat', 'kapal_perahu_motor'),
  count('gas-cylinder', 'tabung_gas'),
  count('fridge', 'lemari_es'),
  count('air-conditioner', 'AC'),
  count('water-heater', 'pemanas_air'),
  count('home-phone', 'telepon_rumah'),
  count('flat-tv', 'tv_datar'),
  count('computer', 'komputer_laptop_tablet'),
  count('smartphone', 'smartphone'),
  measure('gold-grams', 'emas_perhiasan', 10_000),
  measure('field-hectares', 'sawah_kebun', 1000),
  measure('other-land-hectares', 'lahan_lainnya', 1000),
  count('other-house', 'rumah_lainnya'),
  count('large-livestock', 'ternak_besar', { to: 1000 }),
  count('small-livestock', 'ternak_kecil', { to: 1000 }),
] as const satisfies readonly Question[]

function count<Key extends string>(
  key: Key,
  dtsen: string,
  but: { readonly required?: boolean; readonly to?: number } = {},
) {
  const { required = false, to = 99 } = but
  return { key, section: 'assets', kind: 'number', required, from: 0, to, dtsen } as const
}

function measure<Key extends string>(key: Key, dtsen: string, to: number) {
  return {
    key,
    section: 'assets',
    kind: 'number',
    required: false,
    from: 0,
    to,
    decimals: true,
    dtsen,
  } as const
}
