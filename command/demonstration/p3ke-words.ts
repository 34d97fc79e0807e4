import type { Chance } from './chance.ts'

/**
 * Answers as the P3KE files word them (BKKBN family survey): the usual label first, then the
 * spellings that other surveyors used. Several of the visit's codes share one label there.
 */
const words = {
  tenure: {
    own: ['Milik Sendiri', 'Sendiri', 'MILIK SENDIRI'],
    rent: ['Kontrak/Sewa', 'Sewa', 'Kontrak / Sewa'],
    'rent-free': ['Menumpang', 'Bebas Sewa', 'Numpang'],
    official: ['Dinas', 'Rumah Dinas'],
    other: ['Lainnya', 'Lain-lain'],
  },
  roof: {
    concrete: ['Beton', 'Cor Beton'],
    'clay-tile': ['Genteng', 'GENTENG', 'Gentng'],
    zinc: ['Seng', 'Atap Seng', 'SENG'],
    asbestos: ['Asbes', 'Asbestos', 'ASBES'],
    shingle: ['Kayu/Sirap', 'Sirap', 'Kayu / Sirap'],
    bamboo: ['Bambu', 'BAMBU'],
    thatch: ['Jerami/Ijuk/Daun-daunan/Rumbia', 'Rumbia', 'Daun Nipah'],
    other: ['Lainnya', 'Lain-lain'],
  },
  wall: {
    plastered: ['Tembok', 'TEMBOK', 'Bata'],
    'plastered-weave': ['Tembok', 'Plesteran anyaman bambu/kawat'],
    unplastered: ['Tembok Tidak Diplester', 'Tembok tanpa plester'],
    board: ['Kayu/Papan', 'Papan', 'Kayu / Papan'],
    'bamboo-weave': ['Anyaman Bambu', 'Gedek'],
    bamboo: ['Bambu', 'BAMBU'],
    log: ['Batang Kayu', 'batang kayu'],
    zinc: ['Seng', 'SENG'],
    thatch: ['Rumbia', 'Daun'],
    tarpaulin: ['Terpal', 'Kardus'],
    other: ['Lainnya', 'Lain-lain'],
  },
  floor: {
    marble: ['Marmer/Granit', 'Granit'],
    ceramic: ['Keramik', 'KERAMIK', 'Keramk'],
    parquet: ['Parket/Vinil/Karpet', 'Vinil'],
    tile: ['Ubin/Tegel/Teraso', 'Tegel', 'Ubin'],
    board: ['Kayu/Papan', 'Papan'],
    cement: ['Semen', 'Semen/Bata Merah', 'SEMEN', 'Plesteran'],
    bamboo: ['Bambu', 'BAMBU'],
    earth: ['Tanah', 'TANAH'],
    other: ['Lainnya', 'Lain-lain'],
  },
  lighting: {
    'pln-metered': ['Listrik Pribadi s/d 900 Watt', 'Listrik PLN', 'PLN'],
    'pln-unmetered': ['Listrik Bersama', 'PLN tanpa meteran', 'Listrik Bersama/Menumpang'],
    'not-pln': ['Genset/Solar Cell', 'Genset', 'Non PLN'],
    'not-electric': ['Non-Listrik', 'Bukan Listrik', 'Pelita'],
  },
  fuel: {
    'lpg-3': ['Gas LPG 3 Kg', 'Gas', 'Gas Elpiji 3 Kg'],
    'lpg-5': ['Gas 5,5 Kg', 'Blue Gaz'],
    'lpg-12': ['Gas 12 Kg', 'gas 12kg'],
    electric: ['Listrik', 'LISTRIK'],
    firewood: ['Kayu Bakar', 'Arang/Kayu', 'Kayu'],
    charcoal: ['Arang', 'ARANG'],
    kerosene: ['Minyak Tanah', 'Minyak tanah'],
    'no-cooking': ['Tidak Memasak', 'Tidak pernah masak'],
    other: ['Lainnya', 'Lain-lain'],
  },
  water: {
    bottled: ['Air Kemasan', 'Kemasan'],
    refill: ['Air Isi Ulang', 'Air Kemasan/Isi Ulang', 'Isi ulang'],
    piped: ['Ledeng/PAM', 'PDAM', 'Leding'],
    borehole: ['Sumur Bor/Pompa', 'Sumur Bor', 'Pompa'],
    'protected-well': ['Sumur Terlindung', 'Sumur'],
    'open-well': ['Sumur Tidak Terlindung', 'Sumur tak terlindung'],
    'open-spring': ['Mata Air Tidak Terlindung', 'Mata air tak terlindung'],
    surface: ['Air Permukaan (Sungai, Danau, dll)', 'Sungai'],
    rain: ['Air Hujan', 'Hujan'],
    other: ['Lainnya', 'Lain-lain'],
  },
  toilet: {
    own: ['Ya, dengan Septic Tank', 'Ya', 'Milik Sendiri', 'Ya, tanpa Septic Tank'],
    shared: ['Jamban Bersama', 'Numpang'],
    communal: ['MCK Komunal', 'Komunal'],
    public: ['Tidak, Jamban Umum/Bersama', 'Jamban Umum', 'MCK Umum'],
    unused: ['Ada, tidak digunakan', 'Ada tidak dipakai'],
    none: ['Tidak Ada', 'Tidak', 'Tidak punya'],
  },
  sex: {
    male: ['Laki-laki', 'L', 'LAKI - LAKI'],
    female: ['Perempuan', 'P', 'Wanita'],
  },
  relation: {
    head: ['Kepala Keluarga', 'KEPALA KELUARGA'],
    spouse: ['Istri', 'Isteri', 'Suami/Istri'],
    husband: ['Suami', 'SUAMI'],
    child: ['Anak', 'Anak Kandung'],
    parent: ['Orang Tua', 'Orangtua', 'Orang Tua/Mertua'],
    grandchild: ['Cucu', 'CUCU'],
    'child-in-law': ['Menantu', 'MENANTU'],
  },
  marital: {
    single: ['Belum Kawin', 'Belum Menikah', 'BELUM KAWIN'],
    married: ['Kawin', 'Menikah', 'KAWIN'],
    divorced: ['Cerai Hidup', 'Janda/Duda Cerai Hidup'],
    widowed: ['Cerai Mati', 'Janda'],
  },
  job: {
    'own-account': ['Wiraswasta', 'Petani', 'Nelayan', 'Pedagang'],
    'with-unpaid-help': ['Wiraswasta', 'Usaha sendiri'],
    'with-paid-help': ['Wiraswasta', 'Wirausaha'],
    employee: ['Pegawai Swasta', 'Karyawan', 'Karyawan Swasta'],
    state: ['PNS/TNI/Polri', 'PNS'],
    'casual-farm': ['Buruh Tani/Perkebunan', 'Buruh Tani', 'Buruh tani'],
    'casual-other': ['Pekerja Lepas', 'Buruh Harian Lepas', 'Serabutan'],
    'unpaid-family': ['Pekerja Lepas', 'Lepas'],
    'not-working': ['Tidak/Belum Bekerja', 'Tidak Bekerja', 'Belum bekerja'],
    housework: ['Mengurus Rumah Tangga', 'IRT', 'Ibu Rumah Tangga'],
    pupil: ['Pelajar/Mahasiswa', 'Pelajar'],
  },
  education: {
    none: ['Tidak/Belum Sekolah', 'Tidak Sekolah', 'Belum sekolah'],
    'not-finished': ['Tidak Tamat SD/Sederajat', 'Tidak tamat SD'],
    primary: ['Tamat SD/Sederajat', 'SD', 'SD Sederajat'],
    junior: ['Tamat SMP/Sederajat', 'SMP', 'SLTP'],
    senior: ['Tamat SMA/Sederajat', 'SMA', 'SLTA'],
    university: ['Tamat Perguruan Tinggi', 'S1', 'Perguruan Tinggi'],
  },
  yesNo: {
    yes: ['Ya', 'YA', 'Y', 'ya'],
    no: ['Tidak', 'TIDAK', 'T', 'tdk'],
  },
} as const satisfies Record<string, Record<string, readonly [string, string, ...string[]]>>

export type WordList = keyof typeof words

/** How a row words its answers: as usual, or with the spellings of another surveyor. */
export type Wording = { readonly chance: Chance; readonly varied: boolean }

/** The label of a code. Unknown codes have none: the cell stays empty. */
export function wordOf(
  list: WordList,
  code: string | number | undefined,
  wording: Wording,
): string {
  const labels: Readonly<Record<string, readonly string[]>> = words[list]
  const known = labels[String(code)]
  const [usual, ...others] = known ?? []
  if (usual === undefined) return ''
  return wording.varied && others.length > 0 ? wording.chance.pick(others) : usual
}

/** Whether a label is one of the spellings that are not the usual one of any code. */
export function isVariantWord(list: WordList, label: string): boolean {
  const labels: readonly (readonly string[])[] = Object.values(words[list])
  return label !== '' && !labels.some((each) => each[0] === label)
}

/** Every label of a list with its code, for the test that the house understands them all. */
export function allWords(
  list: WordList,
): readonly { readonly code: string; readonly label: string }[] {
  const labels: Readonly<Record<string, readonly string[]>> = words[list]
  return Object.entries(labels).flatMap(([code, spellings]) =>
    spellings.map((label) => ({ code, label })),
  )
}

export const wordLists = Object.keys(words) as WordList[]
