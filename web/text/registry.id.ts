/** Problems of the registry. */
export const text = {
  'problem.registry.household-not-found': 'Keluarga itu tidak ada, atau bukan wilayah Anda.',
  'problem.registry.person-not-found': 'Orang itu tidak ada, atau bukan wilayah Anda.',
  'problem.registry.no-national-id': 'Belum ada NIK untuk orang ini.',
  'problem.registry.no-family-card': 'Belum ada No. KK untuk keluarga ini.',
  'problem.registry.search-too-wide': 'Pencarian terlalu luas. Ketik lebih lengkap.',
} as const
