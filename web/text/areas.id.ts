/** Wilayah. */
export const text = {
  'areas.attribution':
    'Data wilayah: idn-area-data, menurut keputusan Kemendagri, dengan lisensi ODbL 1.0.',
  'areas.province': 'Provinsi',
  'areas.regency': 'Kabupaten/kota',
  'areas.district': 'Kecamatan',
  'areas.village': 'Desa/kelurahan',
} as const
