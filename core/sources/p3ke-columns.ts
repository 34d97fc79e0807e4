import { labelKey } from './label-key.ts'

/**
 * The two files of P3KE (Kemenko PMK, from the BKKBN family survey): one row a family, or one row
 * a person. Cells are words, not codes; order and spelling of the header vary with the deliverer,
 * and later deliveries add columns (docs/decisions; regency apps that print the same headings).
 */
export type ListFormat = 'p3ke-family' | 'p3ke-person'

export type ListField =
  | 'familyKey'
  | 'province'
  | 'regency'
  | 'district'
  | 'village'
  | 'villageCode'
  | 'decile'
  | 'address'
  | 'personKey'
  | 'name'
  | 'nationalId'
  | 'familyCard'
  | 'dukcapil'
  | 'sex'
  | 'relation'
  | 'bornOn'
  | 'marital'
  | 'job'
  | 'education'
  | 'tenure'
  | 'savings'
  | 'roof'
  | 'wall'
  | 'floor'
  | 'lighting'
  | 'fuel'
  | 'water'
  | 'toilet'
  | 'stuntingRisk'
  | 'targeting'
  | ReceiptField

export type ReceiptField = 'bpnt' | 'bpum' | 'bst' | 'pkh' | 'sembako' | 'prakerja' | 'kur'

/** Headings as keys (upper case, letters and digits); the official one first, variants behind. */
const headings = {
  familyKey: ['ID KELUARGA', 'IDKELUARGA', 'ID KEL', 'KODE KELUARGA', 'NO ID KELUARGA'],
  province: ['PROVINSI', 'PROPINSI', 'NAMA PROVINSI'],
  regency: ['KABUPATEN', 'KAB', 'KABUPATEN KOTA', 'KAB KOTA', 'KOTA', 'NAMA KABUPATEN'],
  district: ['KECAMATAN', 'KEC', 'NAMA KECAMATAN'],
  village: ['DESA', 'KELURAHAN', 'DESA KELURAHAN', 'KELURAHAN DESA', 'DESA KEL', 'NAMA DESA'],
  villageCode: [
    'KODE KEMDAGRI',
    'KODE KEMENDAGRI',
    'KODE WILAYAH',
    'KODE DESA',
    'KODE KEMENDAGRI DESA',
    'KD KEMDAGRI',
    'KODE DEPDAGRI',
  ],
  decile: ['DESIL KESEJAHTERAAN', 'DESIL', 'PERINGKAT KESEJAHTERAAN', 'DESIL KESEJATERAAN'],
  address: ['ALAMAT', 'ALAMAT LENGKAP', 'ALAMAT RUMAH'],
  personKey: ['ID INDIVIDU', 'IDINDIVIDU', 'ID ANGGOTA'],
  name: ['KEPALA KELUARGA', 'NAMA', 'NAMA KEPALA KELUARGA', 'NAMA LENGKAP', 'NAMA KK', 'NAMA KRT'],
  nationalId: ['NIK', 'NIK KEPALA KELUARGA', 'NO NIK', 'NOMOR INDUK KEPENDUDUKAN', 'NIK KTP'],
  familyCard: ['NO KK', 'NOMOR KK', 'NOMOR KARTU KELUARGA', 'NO KARTU KELUARGA', 'NOKK'],
  dukcapil: ['PADAN DUKCAPIL', 'PADAN', 'STATUS PADAN', 'PADAN DUK CAPIL'],
  sex: ['JENIS KELAMIN', 'JK', 'L P', 'JNS KELAMIN', 'KELAMIN'],
  relation: [
    'HUBUNGAN DENGAN KPL KELUARGA',
    'HUBUNGAN DENGAN KEPALA KELUARGA',
    'HUBUNGAN DGN KEPALA KELUARGA',
    'HUBUNGAN KELUARGA',
    'HUBUNGAN DENGAN KK',
    'SHDK',
  ],
  bornOn: ['TANGGAL LAHIR', 'TGL LAHIR', 'TGLLAHIR', 'TANGGAL LHR'],
  marital: ['STATUS KAWIN', 'STATUS PERKAWINAN', 'STATUS NIKAH'],
  job: ['PEKERJAAN', 'JENIS PEKERJAAN'],
  education: ['PENDIDIKAN', 'PENDIDIKAN TERAKHIR'],
  tenure: ['KEPEMILIKAN RUMAH', 'STATUS KEPEMILIKAN RUMAH', 'KEPEMILIKAN TEMPAT TINGGAL'],
  savings: [
    'MEMILIKI SIMPANAN UANG PERHIASAN TERNAK LAINNYA',
    'MEMILIKI SIMPANAN',
    'SIMPANAN',
    'MEMILIKI SIMPANAN UANG',
  ],
  roof: ['JENIS ATAP', 'ATAP', 'JENIS ATAP RUMAH', 'JENIS ATAP TERLUAS'],
  wall: ['JENIS DINDING', 'DINDING', 'JENIS DINDING RUMAH', 'JENIS DINDING TERLUAS'],
  floor: ['JENIS LANTAI', 'LANTAI', 'JENIS LANTAI RUMAH', 'JENIS LANTAI TERLUAS'],
  lighting: ['SUMBER PENERANGAN', 'PENERANGAN', 'SUMBER PENERANGAN UTAMA'],
  fuel: ['BAHAN BAKAR MEMASAK', 'BAHAN BAKAR', 'BAHAN BAKAR UTAMA MEMASAK'],
  water: ['SUMBER AIR MINUM', 'AIR MINUM', 'SUMBER AIR MINUM UTAMA'],
  toilet: ['MEMILIKI FASILITAS BUANG AIR BESAR', 'FASILITAS BUANG AIR BESAR', 'FASILITAS BAB'],
  bpnt: ['PENERIMA BPNT', 'PENERIMA BNPT', 'PENERIMA BNBT', 'BPNT'],
  bpum: ['PENERIMA BPUM', 'BPUM'],
  bst: ['PENERIMA BST', 'BST'],
  pkh: ['PENERIMA PKH', 'PKH', 'PENERIMA PKH 2023 HIMBARA'],
  sembako: ['PENERIMA SEMBAKO', 'SEMBAKO', 'PENERIMA SEMBAKO 2023 HIMBARA'],
  prakerja: ['PENERIMA PRAKERJA', 'PRAKERJA'],
  kur: ['PENERIMA KUR', 'KUR'],
  stuntingRisk: ['RESIKO STUNTING', 'RISIKO STUNTING'],
  targeting: ['PENSASARAN', 'SASARAN'],
} as const satisfies Record<ListField, readonly string[]>

const fieldByHeading: ReadonlyMap<string, ListField> = new Map(
  Object.entries(headings).flatMap(([field, names]) =>
    names.map((name) => [name, field as ListField] as const),
  ),
)

/** Which column (0-based) holds which field; a field that the file lacks is absent. */
export type ListColumns = {
  readonly format: ListFormat
  readonly columns: Readonly<Partial<Record<ListField, number>>>
  readonly header: readonly string[]
  /** Headings nobody knows: kept verbatim, read by nobody. */
  readonly unknown: readonly string[]
}

/**
 * Recognises a header line by its words, or answers undefined. A header holds the family's key or
 * the village code, a name and a NIK column, and at least eight known headings in all.
 */
export function recogniseHeader(cells: readonly string[]): ListColumns | undefined {
  const columns: Partial<Record<ListField, number>> = {}
  const unknown: string[] = []
  let known = 0
  for (const [at, cell] of cells.entries()) {
    const field = fieldByHeading.get(labelKey(cell))
    if (field === undefined) {
      if (cell.trim() !== '') unknown.push(cell.trim().slice(0, 60))
      continue
    }
    known++
    if (columns[field] === undefined) columns[field] = at
  }
  const keyed = columns.familyKey !== undefined || columns.villageCode !== undefined
  if (!keyed || columns.name === undefined || columns.nationalId === undefined) return undefined
  if (known < 8) return undefined
  return { format: formatOf(columns), columns, header: [...cells], unknown }
}

function formatOf(columns: Readonly<Partial<Record<ListField, number>>>): ListFormat {
  const person = columns.relation !== undefined || columns.personKey !== undefined
  return person ? 'p3ke-person' : 'p3ke-family'
}

/** The official headings in their official order, for examples and for writing lists. */
export const familyHeadings = [
  'ID Keluarga',
  'Provinsi',
  'Kabupaten',
  'Kecamatan',
  'Desa',
  'Kode Kemdagri',
  'Desil Kesejahteraan',
  'Alamat',
  'Kepala Keluarga',
  'NIK',
  'Padan Dukcapil',
  'Jenis Kelamin',
  'Tanggal Lahir',
  'Pekerjaan',
  'Pendidikan',
  'Kepemilikan Rumah',
  'Memiliki Simpanan Uang/Perhiasan/Ternak/Lainnya',
  'Jenis Atap',
  'Jenis Dinding',
  'Jenis Lantai',
  'Sumber Penerangan',
  'Bahan Bakar Memasak',
  'Sumber Air Minum',
  'Memiliki Fasilitas Buang Air Besar',
  'Penerima BPNT',
  'Penerima BPUM',
  'Penerima BST',
  'Penerima PKH',
  'Penerima SEMBAKO',
  'Resiko Stunting',
  'Pensasaran',
] as const

export const personHeadings = [
  'ID Keluarga',
  'Provinsi',
  'Kabupaten',
  'Kecamatan',
  'Desa',
  'Kode Kemendagri',
  'Desil Kesejahteraan',
  'Alamat',
  'ID Individu',
  'Nama',
  'NIK',
  'Padan Dukcapil',
  'Jenis Kelamin',
  'Hubungan Dengan Kpl. Keluarga',
  'Tanggal Lahir',
  'Status Kawin',
  'Pekerjaan',
  'Pendidikan',
  'Usia dibawah 7 tahun',
  'Usia 7-12',
  'Usia 13-15',
  'Usia 16-18',
  'Usia 19-21',
  'Usia 22-59',
  'Usia 60 tahun keatas',
  'Penerima BPNT',
  'Penerima BPUM',
  'Penerima BST',
  'Penerima PKH',
  'Penerima SEMBAKO',
  'Resiko Stunting',
  'Pensasaran',
] as const
