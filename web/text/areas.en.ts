import type { text as indonesian } from './areas.id.ts'

export const text: Readonly<Record<keyof typeof indonesian, string>> = {
  'areas.attribution':
    'Areas: idn-area-data, after the decrees of the Ministry of Home Affairs, licensed ODbL 1.0.',
  'areas.province': 'Province',
  'areas.regency': 'Regency or city',
  'areas.district': 'District',
  'areas.village': 'Village',
}
