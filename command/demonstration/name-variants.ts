import type { Chance } from './chance.ts'

/** Ways in which one name is written by two clerks. Each answers undefined when it cannot apply. */
type Variant = (name: string, chance: Chance) => string | undefined

const spellings: readonly (readonly [string, string])[] = [
  ['Muhammad', 'Mohammad'],
  ['Muhammad', 'Muhamad'],
  ['Muhammad', 'Muh.'],
  ['Muhammad', 'M.'],
  ['Ahmad', 'Achmad'],
  ['Akhmad', 'Ahmad'],
  ['Achmad', 'Ahmad'],
  ['Abdul', 'Abd.'],
  ['Siti', 'Sitti'],
  ['Syamsudin', 'Samsudin'],
  ['Syah', 'Sah'],
  ['Yusuf', 'Jusuf'],
  ['Yakub', 'Jakub'],
  ['Zainudin', 'Jainudin'],
  ['Nur', 'Noor'],
  ['Fatimah', 'Patimah'],
  ['Fitri', 'Pitri'],
  ['Rizki', 'Rizky'],
  ['Rahmat', 'Rachmat'],
  ['Khairul', 'Hairul'],
  ['Khadijah', 'Hadijah'],
  ['Dedi', 'Deddy'],
  ['Deni', 'Denny'],
  ['Sri', 'Srie'],
  ['Suryani', 'Suriyani'],
  ['Wahyuni', 'Wahyuningsih'],
  ['Dwi', 'Dwie'],
  ['oe', 'u'],
  ['ie', 'i'],
  ['dd', 'd'],
  ['h', ''],
]

const variants: readonly (readonly [Variant, number])[] = [
  [(name, chance) => respell(name, chance), 34],
  [(name) => shorten(name), 14],
  [(name, chance) => dropWord(name, chance), 10],
  [(name) => joinWords(name), 8],
  [(name, chance) => swapLetters(name, chance), 10],
  [(name, chance) => doubleLetter(name, chance), 9],
  [(name, chance) => `${chance.pick(['H.', 'Hj.', 'Bpk', 'Ibu', 'Alm.'])} ${name}`, 7],
  [(name) => reorder(name), 4],
  [(name, chance) => `${name} ${chance.pick(['bin', 'binti'])} ${chance.pick(fathers)}`, 4],
]

const fathers = ['Saleh', 'Hasan', 'Yakub', 'Mansur', 'Ali', 'Rahman', 'Idris', 'Karim']

/** The name as another clerk wrote it; always another text than the name. */
export function varyName(name: string, chance: Chance): string {
  for (let tries = 0; tries < 8; tries++) {
    const varied = chance.weighted(variants)(name, chance)
    if (varied !== undefined && varied !== name && varied.length > 2) return varied
  }
  return doubleLetter(name, chance) ?? `${name}i`
}

function respell(name: string, chance: Chance): string | undefined {
  const fitting = spellings.filter(([from]) => name.includes(from))
  if (fitting.length === 0) return undefined
  const [from, to] = chance.pick(fitting)
  return name.replace(from, to).trim()
}

/** `Ahmad Rizal Saputra` becomes `Ahmad Rizal S.`. */
function shorten(name: string): string | undefined {
  const parts = name.split(' ')
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined || last.length < 4) return undefined
  return [...parts.slice(0, -1), `${last[0]}.`].join(' ')
}

function dropWord(name: string, chance: Chance): string | undefined {
  const parts = name.split(' ')
  if (parts.length < 3) return undefined
  const gone = 1 + chance.below(parts.length - 1)
  return parts.filter((_, at) => at !== gone).join(' ')
}

function joinWords(name: string): string | undefined {
  const [one, two, ...rest] = name.split(' ')
  if (one === undefined || two === undefined || one.length > 5) return undefined
  return [one + two.toLowerCase(), ...rest].join(' ')
}

function swapLetters(name: string, chance: Chance): string | undefined {
  if (name.length < 6) return undefined
  const at = 1 + chance.below(name.length - 3)
  const [one, two] = [name[at], name[at + 1]]
  if (one === undefined || two === undefined || one === ' ' || two === ' ') return undefined
  return name.slice(0, at) + two + one + name.slice(at + 2)
}

function doubleLetter(name: string, chance: Chance): string | undefined {
  const places = [...name].flatMap((letter, at) => ('nmltsrd'.includes(letter) ? [at] : []))
  if (places.length === 0) return undefined
  const at = chance.pick(places)
  return name.slice(0, at) + name[at] + name.slice(at)
}

function reorder(name: string): string | undefined {
  const parts = name.split(' ')
  const [one, two, ...rest] = parts
  if (one === undefined || two === undefined) return undefined
  return [two, one, ...rest].join(' ')
}
