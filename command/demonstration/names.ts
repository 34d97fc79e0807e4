import type { Chance } from './chance.ts'

/** Parts of common given names; who is put together from them lives nowhere. */
export type Descent = 'malay' | 'javanese' | 'chinese' | 'bugis'
export type Sex = 'male' | 'female'

/** Rough shares on Bangka island; synthetic people only. */
const descents: readonly (readonly [Descent, number])[] = [
  ['malay', 71],
  ['javanese', 13],
  ['chinese', 11],
  ['bugis', 5],
]

const words = (text: string): readonly string[] => text.split(' ')

const first: Readonly<Record<Exclude<Descent, 'chinese'>, Readonly<Record<Sex, string>>>> = {
  malay: {
    male:
      'Abdul Abdullah Achmad Ahmad Aidil Akhmad Alamsyah Ali Amir Amran Anwar Ardian Arfan Arman ' +
      'Asmadi Azhar Bahrun Basri Burhan Darwis Dedi Deni Efendi Fahrul Faisal Fauzan Firdaus ' +
      'Hairul Hamdan Hamzah Hardi Haryadi Hasan Herman Hidayat Ibrahim Idris Ilham Irwan ' +
      'Iskandar ' +
      'Ismail Jamal Jauhari Junaidi Kamarudin Karim Khairul Lukman Mahmud Mansur Marwan Masdar ' +
      'Muhammad Muharam Mukhtar Muslim Mustafa Nazarudin Nurdin Rahmat Ramli Ridwan Rizal Rizki ' +
      'Robani Romli Rosidi Rusdi Rusli Saiful Saleh Samsul Saparudin Sarbini Sulaiman Suhaimi ' +
      'Syahrial Syamsudin Tarmizi Umar Usman Yahya Yakub Yusuf Zainal Zainudin Zulkarnain Zulkifli',
    female:
      'Aisyah Alfiah Amalia Aminah Asiah Asmawati Asnah Azizah Badariah Cik Dahlia Dewi Elya Eva ' +
      'Fatimah Fitri Halimah Hamidah Hasnah Hayati Herawati Indah Jamilah Juairiah Juliana ' +
      'Kartini ' +
      'Kamariah Khadijah Lestari Lina Maimunah Marhamah Mariana Marlina Maryam Masitah Megawati ' +
      'Mustika Nabila Nadia Nur Nuraini Nurbaiti Nurhayati Nurjanah Nurlela Rabiah Rahmawati ' +
      'Ratna ' +
      'Rina Robiah Rohana Rohani Rosmala Rosita Rukiah Safitri Salbiah Salmah Samsiah Sapiah ' +
      'Siti ' +
      'Sopiah Suhartina Sukma Sumarni Syarifah Winda Yanti Yuliana Yusnani Zahra Zainab Zakiah ' +
      'Zubaidah',
  },
  javanese: {
    male:
      'Agus Arif Bambang Budi Cahyo Darmanto Dwi Eko Gunawan Hadi Hari Heru Imam Joko Kasno ' +
      'Mulyono ' +
      'Ngadiman Paimin Parman Ponidi Purwanto Rianto Sarjono Slamet Sudarmo Sugeng Suhardi ' +
      'Sukarno ' +
      'Sumarno Sunaryo Supardi Suparman Suprapto Suradi Suroso Sutrisno Suyono Teguh Tri Tukiman ' +
      'Wagiman Wahyu Warsito Widodo Yanto',
    female:
      'Astuti Dwi Endang Ginem Hartati Ika Jumiati Kasmi Lasmi Murni Ngatini Painah Parti Puji ' +
      'Retno Rini Rubiyah Sarinah Sri Sudarti Sukarti Sulastri Sulistiani Sumiati Sumini Suparmi ' +
      'Surati Suryani Sutini Suwarni Titik Tri Tumini Wagiyem Wahyuni Warsiti Watini Yatmi',
  },
  bugis: {
    male:
      'Ambo Andi Arifin Asse Baharuddin Beddu Daeng Hamka Jufri Laode Lamakka Mappa Massi ' +
      'Muchtar ' +
      'Palallo Rauf Sabir Sirajuddin Syarifuddin Tahir Wahid',
    female:
      'Andi Becce Cia Dalle Hasmi Indo Isa Jumriah Kasmawati Mina Nani Nurmi Rahma Saenab Sitti ' +
      'Suhra Tenri Wahida',
  },
}

const second: Readonly<Record<Exclude<Descent, 'chinese'>, Readonly<Record<Sex, string>>>> = {
  malay: {
    male:
      'Aditya Alamsyah Arifin Aziz Bakri Darmawan Efendi Fadillah Fikri Hadi Hafiz Hakim Halim ' +
      'Hamid Harahap Hartono Hasani Hidayat Husin Irawan Jaya Kurniawan Latif Maulana Muhtar ' +
      'Mukti Nasir Nugraha Permana Pratama Putra Rahman Ramadhan Rasyid Rohman Saputra Setiawan ' +
      'Siddik Syah Syahputra Taufik Wahab Wijaya Yani Yulianto Zaini',
    female:
      'Agustina Amelia Anggraini Apriani Aulia Azzahra Damayanti Fadillah Fitriani Handayani ' +
      'Hasanah Indriani Julianti Kumala Kurniasih Kusuma Lestari Maharani Mardiana Maulida ' +
      'Novita ' +
      'Oktavia Permata Pertiwi Purnama Puspita Putri Ramadhani Safitri Salsabila Sari Septiani ' +
      'Susanti Utami Wahyuni Wulandari Yulianti Zulaikha',
  },
  javanese: {
    male:
      'Cahyono Hartanto Kuncoro Nugroho Prabowo Prasetyo Purnomo Raharjo Santoso Saputro ' +
      'Setiawan Susanto Susilo Utomo Wibowo Winarno Yulianto',
    female:
      'Astuti Handayani Hartini Kusumawati Lestari Mulyani Ningsih Nuryani Pratiwi Purwanti ' +
      'Rahayu Setyowati Suryani Utami Wahyuni Widiastuti Wulandari Yuliani',
  },
  bugis: {
    male: 'Akil Basir Firman Hasan Latif Mallarangan Nur Parani Rahman Saleh Tola Wello Yunus',
    female: 'Aminah Bau Hasanah Intan Marwah Nur Rahmah Sari Tahirah Wati',
  },
}

const familyNames = words(
  'Bong Bun Chia Chin Chong Fong Hiu Jap Jong Khu Kwet Lai Lie Liem Lim Liong Liu Loe Moe Ng ' +
    'Ngian Phang Sim Siauw Su Tan Then Tjhia Tjong Tjung Tong Tsang Wong Yap Zhung',
)
const chineseGiven: Readonly<Record<Sex, readonly string[]>> = {
  male: words(
    'Akiong Asen Bui Chan Djin Fa Fui Fuk Hian Hin Hok Jan Jin Jun Kiat Kim Kon Kwet Liong Lung ' +
      'Men Miau Nam Nyan Pin Pin Sak Sen Shin Sin Sun Tet Thian Tjen Tung Vui Yun',
  ),
  female: words(
    'Chu Fa Fung Ha Hiong Hun Jun Khim Lan Lian Lie Lin Liu Mei Men Miau Moi Na Ngo Ngiat Nyat ' +
      'Oi Pit Sian Sim Siu Tjin Thai Yan Yin Yun',
  ),
}
const westernGiven: Readonly<Record<Sex, readonly string[]>> = {
  male: words('Andrian Antonius David Edi Hendra Hendri Johan Kevin Rudi Stefan Sugianto Wiliam'),
  female: words('Angelina Cynthia Fenny Jesica Lisa Merry Monica Silvia Stefani Vivian Yenny'),
}

export function drawDescent(chance: Chance): Descent {
  return chance.weighted(descents)
}

/** A name of a person. `father` is the father's full name, for those who carry part of it. */
export function drawName(
  chance: Chance,
  person: { readonly descent: Descent; readonly sex: Sex; readonly born: number },
  father?: string,
): string {
  if (person.descent === 'chinese') return chineseName(chance, person, father)
  const one = drawFirst(chance, person)
  const count = chance.weighted<number>(nameLengths(person.born))
  const parts = [one]
  while (parts.length < count) parts.push(drawNext(chance, person, parts, father))
  return parts.join(' ')
}

/** Old people often have one word, children two or three. */
function nameLengths(born: number): readonly (readonly [number, number])[] {
  if (born < 1960)
    return [
      [1, 55],
      [2, 40],
      [3, 5],
    ]
  if (born < 1990)
    return [
      [1, 25],
      [2, 60],
      [3, 15],
    ]
  return [
    [1, 4],
    [2, 58],
    [3, 38],
  ]
}

function drawFirst(
  chance: Chance,
  person: { readonly descent: Descent; readonly sex: Sex },
): string {
  if (person.descent === 'chinese') return ''
  return chance.pick(firstWords[person.descent][person.sex])
}

function drawNext(
  chance: Chance,
  person: { readonly descent: Descent; readonly sex: Sex },
  before: readonly string[],
  father: string | undefined,
): string {
  if (person.descent === 'chinese') return ''
  const fathers = father?.split(' ').at(-1)
  if (before.length > 0 && fathers !== undefined && chance.happens(0.12)) return fathers
  const pool = chance.happens(0.75) ? secondWords : firstWords
  for (let tries = 0; tries < 5; tries++) {
    const word = chance.pick(pool[person.descent][person.sex])
    if (!before.includes(word)) return word
  }
  return chance.pick(secondWords[person.descent][person.sex])
}

function chineseName(
  chance: Chance,
  person: { readonly sex: Sex; readonly born: number },
  father: string | undefined,
): string {
  const family = father?.split(' ')[0]
  const name =
    family !== undefined && familyNames.includes(family) ? family : chance.pick(familyNames)
  if (person.born > 1975 && chance.happens(0.35)) {
    return `${chance.pick(westernGiven[person.sex])} ${name}`
  }
  const given = chineseGiven[person.sex]
  return `${name} ${chance.pick(given)} ${chance.pick(given)}`
}

type WordLists = Readonly<
  Record<Exclude<Descent, 'chinese'>, Readonly<Record<Sex, readonly string[]>>>
>

const firstWords = split(first)
const secondWords = split(second)

function split(
  lists: Readonly<Record<Exclude<Descent, 'chinese'>, Readonly<Record<Sex, string>>>>,
): WordLists {
  const both = (entry: Readonly<Record<Sex, string>>) => ({
    male: words(entry.male),
    female: words(entry.female),
  })
  return { malay: both(lists.malay), javanese: both(lists.javanese), bugis: both(lists.bugis) }
}
