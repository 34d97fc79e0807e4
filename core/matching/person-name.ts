import { nameKey } from '../registry/name.ts'

/** Short and old spellings of the names that half a regency shares. */
const variants: ReadonlyMap<string, string> = new Map(
  Object.entries({
    MUHAMAD: 'MOH MUH MUHD MOHD MHD MUHAMMAD MOHAMMAD MOHAMAD MUHAMMED MUCHAMAD MOCHAMAD',
    MUHAMAD_: 'MOCHAMMAD MUCHAMMAD MUKHAMAD MOKHAMAD MOCH MUCH MUHAMAT MOHAMED MUHAMMADH',
    SITI: 'ST STI SITTI SITY SITTY',
    ABDUL: 'ABD ABDL ABDOEL ABDULL',
    AHMAD: 'ACHMAD AKHMAD AHMED ACH AKH AHMAT ACHMAT',
    NUR: 'NOOR NOER NOR',
    NURUL: 'NOORUL NOERUL NORUL',
  }).flatMap(([target, forms]) =>
    forms.split(' ').map((form): [string, string] => [form, target.replace('_', '')]),
  ),
)

/** Words that so many carry that leaving one away says little. */
const weak = new Set(['MUHAMAD', 'SITI', 'ABDUL', 'AHMAD', 'NUR'])

const alias = /\([^)]*\)|\[[^\]]*\]|\s(?:ALIAS|ALS|AL\.)\s.*$/g

/** The father's name behind `bin` or `binti`: one list writes it, the next does not. */
const father = /(?<=[A-Z].*)\s(?:BIN|BINTI|BINTE|BTE|BTI)\.?\s.*$/

/** Old spelling (van Ophuijsen, Republik) and ways to write one sound; applied in this order. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/OE/g, 'U'],
  [/TJ/g, 'C'],
  [/DJ/g, 'J'],
  [/SJ|SY|SH/g, 'S'],
  [/NJ/g, 'NI'],
  [/CH|KH/g, 'H'],
  [/DH|DZ/g, 'D'],
  [/TH/g, 'T'],
  [/TS|Z/g, 'S'],
  [/Q/g, 'K'],
  [/X/g, 'KS'],
  [/V/g, 'F'],
  [/Y/g, 'I'],
  [/([A-Z])\1+/g, '$1'],
]

/** Few names have either: most are told apart by this without a second text. */
const mayHaveMore = /[([]|\s(?:AL|BIN|BT)/

function withoutMore(upper: string): string {
  return upper.replace(alias, ' ').replace(father, '')
}

/**
 * A name as it is compared: the words by sound, titles, `bin` and bracketed aliases taken off.
 * `known.key` is its name key, where that is there already.
 */
export function nameSounds(
  name: string,
  known: { readonly key?: string; readonly sound?: (word: string) => string } = {},
): readonly string[] {
  const { key = nameKey(name), sound = soundOf } = known
  const upper = name.toUpperCase()
  const bare = mayHaveMore.test(upper) ? nameKey(withoutMore(upper)) : key
  const words = (bare === '' ? key : bare).split(' ').filter((word) => word !== '')
  return words.slice(0, maximumWords).map((word) => sound(word))
}

/** One word of a name key by its sound; variants of common names fall together. */
export function soundOf(word: string): string {
  const known = variants.get(word)
  if (known !== undefined) return known
  let sound = word
  for (const [pattern, by] of sounds) sound = sound.replace(pattern, by)
  return variants.get(sound) ?? sound
}

export function isWeakWord(sound: string): boolean {
  return sound.length === 1 || weak.has(sound)
}

/** Names longer than this are compared by their first words. */
const maximumWords = 6
