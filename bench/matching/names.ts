/** A number from 0 to below 1, by a seed (mulberry32). */
export type Chance = () => number

export function newChance(seed: number): Chance {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

const onsets = 'B,D,H,J,K,L,M,N,P,R,S,T,W,Y,NG,NY,SY,,'.split(',')
const vowels = 'A,A,A,I,I,U,U,E,O'.split(',')
const codas = ',,,,,N,N,NG,H,R,S,M,T'.split(',')
const firstNames = 'MUHAMMAD,SITI,ABDUL,NUR,SRI,AHMAD,NI,I,DEWI,EKO'.split(',')

/** A made-up name of 13.5 characters on average, spaces included. */
export function newName(chance: Chance): string {
  const words = [chance() < 0.4 ? pick(firstNames, chance) : newWord(chance), newWord(chance)]
  if (chance() < 0.08) words.push(newWord(chance))
  return words.join(' ')
}

/** The same with a slip of the pen: two neighbours swapped, a letter lost, doubled or another. */
export function nearName(name: string, chance: Chance): string {
  const at = Math.floor(chance() * (name.length - 1))
  const [before, here, next, after] = [
    name.slice(0, at),
    name[at],
    name[at + 1],
    name.slice(at + 2),
  ]
  const slips = [
    `${before}${next}${here}${after}`,
    `${before}${next}${after}`,
    `${before}${here}${here}${next}${after}`,
    `${before}${pick(vowels, chance)}${next}${after}`,
  ]
  return pick(slips, chance)
}

function newWord(chance: Chance): string {
  const syllables = 2 + Math.floor(chance() * 1.6)
  const parts = Array.from({ length: syllables }, () =>
    [pick(onsets, chance), pick(vowels, chance), pick(codas, chance)].join(''),
  )
  return parts.join('')
}

function pick(words: readonly string[], chance: Chance): string {
  return words[Math.floor(chance() * words.length)] ?? ''
}
