import type { Chance } from '../../command/demonstration/chance.ts'

const words = (text: string): readonly string[] => text.split(' ')

/** Common given names, most frequent first; synthetic people are put together from them. */
const men = words(
  'MUHAMMAD AHMAD AGUS BUDI SLAMET BAMBANG SUPARMAN SUTRISNO SUPRIYADI WAHYUDI HENDRA DEDI ASEP ' +
    'UJANG DWI RUDI DADANG JOKO TRI SUGENG EKO PAIJO SUKIRMAN SUHARTO SUWARNO SUNARTO MULYONO ' +
    'HERI YULIANTO ABDULLAH ZAINUDDIN SAMSUL HASAN SAIFUL SUMARNO ZAINAL USMAN ISMAIL HUSIN ' +
    'NGADIMAN RAHMAT NURDIN UMAR IBRAHIM IDRIS FIRMAN HARUN ALI NENGAH JUFRI ABDUL LAODE RIDWAN ' +
    'PUTU ANDI BENI KAMARUDDIN RIZAL ANTON FERI JAMALUDDIN RIZKI ISKANDAR SYAMSUDDIN YUSUF ' +
    'TAUFIK KARNO SUYANTO MARKUS IRFAN SOLIKHIN HAMDAN STEFANUS ILHAM ALBERTUS DENI HERMAN ' +
    'MARWAN SUGIYO DARMAWAN ADITYA FAJAR MAHMUD ARIF IMAM TARNO TARJO CECEP MUSTOFA WAYAN ' +
    'YANTO JUNAEDI YOHAN WARSITO FAUZAN ROHMAN PARJO PETRUS MARZUKI BAYU MAKMUN SUKAMTO MANSUR ' +
    'SARJO HARYONO KHOLIL',
)

const women = words(
  'SITI SRI NUR DEWI WATI SUMIATI ANI SULASTRI SUKARTI SUPARMI KARTINI PARTINI WAGIYEM NGATIYEM ' +
    'TUKINEM AISYAH PONIYEM FATIMAH SUTINAH AMINAH ROHANI SUMINAH NURLELA KHADIJAH ROHMAH ZAINAB ' +
    'NURJANAH MARYAM KURNIAWATI RIKA SETYAWATI YANTI HALIMAH HANDAYANI RAHMAWATI NURHAYATI RINI ' +
    'ENDANG TITIN LESTARI IKA YUNI TRI RATNA ELIS EKA ASTUTI PUSPITA YULIANA LILIS WAHYUNI TUTI ' +
    'DWI INDAH PERMATA RINA PERTIWI BESSE NENGAH NINGSIH KOKOM EUIS KETUT SITTI ANGGRAENI DESI ' +
    'KRISTINA WULANDARI DIAN CAHYATI CUCUN JUMINTEN PUTU MIRNA IMAS MAGDALENA LINA MARTHA ' +
    'ROSMINI UTAMI WARSITI AGNES MIRA YOHANA AYU ROSDIANA PAINEM NOVITA FITRIANI JUMRIAH ' +
    'ISTIQOMAH MAIMUNAH KARSINAH JUMIATI SALMAH KHUSNUL ROSALIA MARIA DIANA YOSEFINA PUTRI UMI ' +
    'OOM FITRI LINDA KASMAWATI THERESIA NOVI TARMI MUTMAINAH',
)

/** Names that come last: families', fathers', second names. */
const last = words(
  'SAPUTRA SANTOSO WIJAYA PRATAMA HIDAYAT KURNIAWAN SETIAWAN NUGROHO GUNAWAN PRASETYO SUSANTO ' +
    'WIBOWO MAULANA HAKIM FIRMANSYAH RAHMAN HARAHAP RAMADHAN HERMAWAN SINAGA SIREGAR GINTING ' +
    'NASUTION SIMANJUNTAK SEMBIRING PANGARIBUAN SIHOMBING LUBIS TARIGAN MARPAUNG HUTAGALUNG ' +
    'PULUNGAN LUMBANGAOL NAINGGOLAN TAMPUBOLON MUNTHE PANJAITAN BARUS SILALAHI MATONDANG DAULAY ' +
    'SITUMORANG KABAN PILIANG SURYANA MALIK JAMBAK HUTAPEA SITOMPUL RANGKUTI SODIKIN CHANIAGO ' +
    'RITONGA PURNOMO SURYADI KOTO PURWANTO TANJUNG SUMANTRI LESMANA MUKTI YAHYA ARTAWAN HASYIM ' +
    'DAMANIK NAPITUPULU SIKUMBANG SALIM SOLIHIN PURBA BANGUN BUDIASA CANIAGO BAKRI SUBEKTI ' +
    'JAMAL KUSUMA HARTONO KARIM MAHMUDI GHOFUR HASIBUAN ANWAR DALIMUNTHE SUDARSONO MUSTAFA ' +
    'WINARNO SURBAKTI MUBAROK RAUF WONDA ASYARI LATIF KADIR MAMAHIT WAHID MULYADI MANDACAN ' +
    'SYARIF LAKSANA ADNYANA QODIR SUDARTA TOHIR SUKMANA SYAHPUTRA RUMBINO FADILLAH LATUHERU ' +
    'WAHAB KOGOYA PARDEDE HARTANTO HARIS BASRI SUDIRMAN MAHENDRA TOMASOA RUMENGAN SABRI ' +
    'PATTIASINA SUTISNA RASYID MANSYUR KHOIRUL KARAENG SENDUK YULIANI TUASIKAL HALIM AZIZ ' +
    'MAHARDIKA EFFENDI ZULKIFLI NASIR ZULKARNAIN SUARDANA ARIFIN SOPIAN PANGKEY KUSNADI SAFITRI ' +
    'ZAENAL HAMID FAHMI SAHRUL ROSYID MAJID UTOMO HAMZAH AMIR',
)

const syllables = words(
  'TI SI WA RA RU RO MA JA HA MU SA KA NA KU LA SU PA DI GA TU TO YA NI NO MI NU BA RE DE LO',
)
const endings = words('NG H N S T R')
const rareWords = 3_000

export const birthPlaces = words(
  'GROBOGAN DEMAK KUDUS SEMARANG PATI BLORA REMBANG JEPARA BOYOLALI SRAGEN SURAKARTA WONOGIRI ' +
    'SUKOHARJO KLATEN YOGYAKARTA KENDAL TEMANGGUNG MAGELANG JAKARTA PEKALONGAN BANDUNG BATANG ' +
    'BOJONEGORO SURABAYA NGAWI TUBAN LAMONGAN LAMPUNG MEDAN PALEMBANG',
)

export const streets = [
  ...words(
    'KRAJAN TEGALSARI NGASEM SIDOMULYO KIDUL KARANGREJO BULU SAMBIREJO TENGAH KAUMAN LOR JATI',
  ).map((name) => `DUSUN ${name}`),
  ...['MASJID', 'DIPONEGORO', 'RAYA', 'PEMUDA', 'AHMAD YANI', 'SUDIRMAN'].map((n) => `JL. ${n}`),
  ...['GANG MAWAR', 'GANG MELATI'],
]

/** Draws a place in a list: the first most often, the r-th in proportion to (r + shift)^-power. */
export function drawByRank(count: number, shift: number, power: number): (at: number) => number {
  const sums = new Float64Array(count)
  let total = 0
  for (let rank = 1; rank <= count; rank++) {
    total += (rank + shift) ** -power
    sums[rank - 1] = total
  }
  return (at) => {
    const wanted = at * total
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}

export type Names = {
  /** A given name and what may follow it; `family` is a name some of a family share. */
  readonly name: (sex: 'L' | 'P', family: string) => string
  readonly familyName: () => string
}

/** Names as `chance` has them: one word in four of the first, one in two of the rest is rare. */
export function namesOf(chance: Chance): Names {
  const rare = makeRareWords(chance)
  const drawRare = drawByRank(rare.length, 4, 0.9)
  const lists = { L: listOf(men, 3.2, 1), P: listOf(women, 3, 1), last: listOf(last, 1.5, 0.6) }
  const word = (list: keyof typeof lists, shareRare: number) =>
    chance.happens(shareRare) ? (rare[drawRare(chance.next())] ?? '') : lists[list](chance.next())
  const end = (shareRare: number, family: string) =>
    chance.happens(0.335) ? family : word('last', shareRare)
  return {
    familyName: () => word('last', 0.25),
    name: (sex, family) => {
      const first = word(sex, 0.25)
      const length = chance.next()
      if (length < 0.255) return first
      if (length < 0.745) return `${first} ${end(0.61, family)}`
      return `${first} ${word(sex, 0.5)} ${end(0.27, family)}`
    },
  }
}

function listOf(list: readonly string[], shift: number, power: number): (at: number) => string {
  const draw = drawByRank(list.length, shift, power)
  return (at) => list[draw(at)] ?? ''
}

/** Two to four syllables, two in five with an end. */
function makeRareWords(chance: Chance): readonly string[] {
  const known = new Set([...men, ...women, ...last])
  const made = new Set<string>()
  while (made.size < rareWords) {
    let word = ''
    for (let left = chance.between(2, 4); left > 0; left--) word += chance.pick(syllables)
    if (chance.happens(0.42)) word += chance.pick(endings)
    if (!known.has(word)) made.add(word)
  }
  return [...made]
}
