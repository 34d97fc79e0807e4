/**
 * Words that come before or after a name without being part of it: religious and academic titles,
 * forms of address, and marks of the dead, as lists and identity cards carry them.
 */
const titles = new Set(
  (
    'H HJ HAJI HAJAH HJH KH KYAI KIAI UST USTADZ USTAD USTADZAH TGK TENGKU TUANKU DR DRS DRA DRG ' +
    'IR PROF BAPAK BPK IBU SDR SDRI TN NY NN ALM ALMH ALMARHUM ALMARHUMAH'
  ).split(' '),
)

/** Degrees behind a name, written with or without points and spaces (S.Pd., M. Si). */
const degrees = new RegExp(
  [
    String.raw`[,\s]+(?:`,
    String.raw`S\.?\s?(?:PD|E|H|T|KOM|SOS|IP|AG|KM|KEP|P|HUT|PT|FARM|ST|TP|I|PI|SI)`,
    String.raw`|M\.?\s?(?:PD|SI|M|H|T|KOM|KES|AP|AG|E)`,
    String.raw`|A\.?\s?M\.?\s?D(?:\.?\s?(?:KEB|KEP|KL|KOM))?`,
    String.raw`|SPD|AMD)\.?(?=[,\s]|$)`,
  ].join(''),
  'g',
)

/** `bin` and `binti` stand between a name and the father's; spelled out, cut or with a point. */
const particles = new Set(['BIN', 'BINTI', 'BTE', 'BT', 'BTI'])

const plain = /^[A-Z]+(?: [A-Z]+)*$/
const accents = /[\u0300-\u036f]/g
const apostrophes = /['’‘`´]/g
const others = /[^A-Z0-9]+/g

/**
 * The key by which names are compared and searched: upper case, A to Z and 0 to 9, one space
 * between words, no accents, titles, degrees, `bin` or `binti`. Never empty when the text has a
 * letter: a name made of titles only keeps them. Deterministic and idempotent.
 */
export function nameKey(text: string): string {
  const upper = text.trim().toUpperCase()
  if (plain.test(upper)) return withoutTitles(upper)
  const bare = upper.normalize('NFD').replace(accents, '').replace(apostrophes, '')
  const undegreed = bare.replace(comma(bare) ? degrees : never, ' ')
  return withoutTitles(undegreed.replace(others, ' ').trim())
}

/** Words of a name key. */
export function nameWords(key: string): readonly string[] {
  return key === '' ? [] : key.split(' ')
}

const never = /(?!)/g

/** Degrees are cut only behind a comma or with a point: `AMD` or `S E` may be a person's name. */
function comma(text: string): boolean {
  return text.includes(',') || text.includes('.')
}

function withoutTitles(text: string): string {
  const words = text.split(' ')
  const kept = words.filter((word) => !titles.has(word) && !particles.has(word))
  return kept.length === 0 ? text : kept.join(' ')
}
