import type { Language } from '../core/matching/explain-words.ts'
import * as audit from './words/audit.ts'
import * as help from './words/help.ts'
import * as house from './words/house.ts'
import * as story from './words/story.ts'

/**
 * What commands tell in both languages: wrong use and `match` here, the other verbs under words/;
 * the words of problems stand in web/text.
 */
const id = {
  ...help.id,
  ...house.id,
  ...audit.id,
  ...story.id,
  'use.unknown-option': 'Tidak ada pilihan {option}. "{call} --help" menyebut semuanya.',
  'use.option-value':
    'Nilai {option} tidak ada, atau ada yang berlebih. "{call} --help" menjelaskannya.',
  'use.number': '{option} meminta angka; "{value}" bukan angka.',
  'use.language': '--language meminta id atau en.',
  'use.words-missing': '{verb} memerlukan {words}.',
  'use.word-unknown': '{verb} tidak mengenal "{word}".',
  'use.match-what': 'match tidak mengenal "{word}": match evaluate, atau match quality.',
  'use.evaluate-file': 'match evaluate memerlukan BERKAS.csv.',
  'use.evaluate-out': 'match evaluate memerlukan --out DIR.',
  'use.workers': '--workers meminta bilangan bulat dari 1 sampai 256.',
  'use.whole': '{option} meminta bilangan bulat.',
  'use.explain': '--explain meminta dua id dengan koma di antaranya, bukan "{pair}".',
  'use.out': '--out: {folder} bukan folder yang dapat ditulisi.',
  'system.refused': 'Sistem menolak {path} ({error}).',
  stopped: 'Dihentikan.',
  'guess.head':
    'Tanpa --spec: ditebak dari judul dan isi kolom. Tiap baris dikenali dari kolom {id}.',
  'guess.column': '  {column}: {kind} (dari {because})',
  'guess.because.heading': 'judulnya',
  'guess.because.values': 'isinya',
  'guess.left': '  {column}: tidak dibandingkan, {because}',
  'left.says-who-is-who':
    'tampaknya menyebut siapa orangnya (spesifikasi boleh memakainya sebagai kebenaran)',
  'left.names-the-row': 'hanya menomori baris',
  'left.part-of-another': 'sudah termuat dalam {of}',
  'left.nothing': 'kosong',
  'left.the-same-everywhere': 'sama di semua baris',
  'note.part-not-read': '{file}: "{part}" tidak dibaca.',
  'note.column-not-there': '{file} tidak punya kolom {column}: dianggap kosong.',
  'note.heading-twice': '{file}: judul {column} ada dua kali; kolom itu tidak dibandingkan.',
  'note.ids-repeat':
    '{file}: {again} dari {rows} baris pertama mengulang id ({id}); dalam hasil baris itu tidak dapat dibedakan.',
  'note.ids-shared':
    '{file}: {shared} dari {rows} baris pertama memakai id ({id}) yang juga ada di {other}.',
  'note.values-cut':
    'Kolom {column}: {rows} nilai lebih panjang dari {most} byte dan hanya bagian awalnya yang dibandingkan. Mungkin ada tanda kutip yang tidak ditutup.',
  'stage.truth': 'membaca kebenaran',
  'stage.read': 'membaca',
  'stage.prepare': 'menyiapkan',
  'stage.block': 'mencari calon pasangan',
  'stage.learn': 'belajar',
  'stage.score': 'menilai pasangan',
  'stage.group': 'mengelompokkan',
  'stage.write': 'menulis',
  'stage.measure': 'mengukur',
  'told.rows':
    '{rows} baris, {compared} pasangan dibandingkan, {kept} disimpan; taksiran pasangan benar yang tidak pernah dibandingkan: {missed}',
  'told.people':
    '{linked} pasangan pada {threshold}: {clusters} orang berbeda, paling banyak {largest} baris untuk satu orang',
  'told.seconds': '{linked} detik dari membaca sampai tertulis, {total} detik semuanya ({stages})',
  'told.memory': 'memori paling banyak {memory} MB',
  'told.written': 'ditulis: {file}',
  'told.truth':
    'Terhadap kebenaran: {pairs} pasangan benar; yang tidak pernah dibandingkan dihitung terlewat',
  'told.pairs-at': 'pasangan pada {threshold}',
  'told.pairs-best': 'pasangan, terbaik ({threshold})',
  'told.clusters-at': 'kelompok pada {threshold}',
  'told.clusters-pairs': 'kelompok, pasangan terbaik ({threshold})',
  'told.clusters-b-cubed': 'kelompok, B-cubed terbaik ({threshold})',
  'told.rates': 'presisi {precision} perolehan {recall} F1 {f1}',
  'told.b-cubed': '{pairwise}; B-cubed F1 {bCubed}',
  'told.calibration': '  dikatakan {predicted}, benar {right} ({pairs} pasangan)',
  'quality.nothing': 'Kabupaten {tenant}: belum ada yang dicocokkan, jadi tidak ada yang diukur.',
  'quality.sample': 'Kabupaten {tenant}: contoh {drawn}, aturan {version}, {families} keluarga.',
  'quality.all': 'semua data',
  'quality.no-list': 'tanpa daftar, atau daftar lama',
  'quality.inside': 'di dalam {list}',
  'quality.against': '{list} dengan data lain',
  'quality.uncovered':
    '  Tidak tercakup penilaian, menurut hitungan mesin sendiri: {below} pasangan benar dengan peluang di bawah {floor},\n  dan sedikitnya {missed} yang tidak pernah dibandingkan.',
  'quality.since':
    '  {list}: dicocokkan sendiri {drawn}, di luar angka semua data; di luar penilaian, menurut hitungan mesin,\n  {below} pasangan benar di bawah batas dan sedikitnya {missed} yang tidak pernah dibandingkan.',
  'quality.no-pairs': '  {where}: tidak ada pasangan.',
  'quality.counts':
    '  {where}: {joined} digabung dari {considered} pasangan; {labels} penilaian, {unsure} tidak yakin.',
  'quality.rates': '    presisi {precision}, perolehan {recall}',
  'quality.of-none': 'dari nol pasangan',
  'quality.label-more': 'belum dapat ditaksir: nilai {needed} lagi',
  'quality.between': '{value} (antara {low} dan {high})',
} as const

export type Word = keyof typeof id

const en: Readonly<Record<Word, string>> = {
  ...help.en,
  ...house.en,
  ...audit.en,
  ...story.en,
  'use.unknown-option': 'There is no option {option}. "{call} --help" lists them.',
  'use.option-value':
    '{option} lacks its value, or has one too many. "{call} --help" says what it takes.',
  'use.number': '{option} takes a number; "{value}" is none.',
  'use.language': '--language takes id or en.',
  'use.words-missing': '{verb} needs {words}.',
  'use.word-unknown': '{verb} does not take "{word}".',
  'use.match-what': 'match does not know "{word}": match evaluate, or match quality.',
  'use.evaluate-file': 'match evaluate needs FILE.csv.',
  'use.evaluate-out': 'match evaluate needs --out DIR.',
  'use.workers': '--workers takes a whole number from 1 to 256.',
  'use.whole': '{option} takes a whole number.',
  'use.explain': '--explain takes two ids with a comma between them, not "{pair}".',
  'use.out': '--out: {folder} is no folder that can be written to.',
  'system.refused': 'The system refused {path} ({error}).',
  stopped: 'Stopped.',
  'guess.head': 'No --spec: guessed from headings and values. Each row is named by {id}.',
  'guess.column': '  {column}: {kind} (by its {because})',
  'guess.because.heading': 'heading',
  'guess.because.values': 'values',
  'guess.left': '  {column}: not compared, {because}',
  'left.says-who-is-who': 'it seems to say who is who (a spec may name it as the truth)',
  'left.names-the-row': 'it names the row',
  'left.part-of-another': '{of} holds the same',
  'left.nothing': 'it is empty',
  'left.the-same-everywhere': 'it is the same everywhere',
  'note.part-not-read': '{file}: "{part}" is not read.',
  'note.column-not-there': '{file} has no column {column}: empty there.',
  'note.heading-twice': '{file}: the heading {column} stands twice; it is not compared.',
  'note.ids-repeat':
    '{file}: {again} of the first {rows} rows repeat an id ({id}); what is written cannot tell them apart.',
  'note.ids-shared':
    '{file}: {shared} of the first {rows} rows have an id ({id}) that {other} has too.',
  'note.values-cut':
    'Column {column}: {rows} {rows|value is|values are} longer than {most} bytes and compared by {rows|its|their} first part. A quote may have been left open.',
  'stage.truth': 'truth',
  'stage.read': 'read',
  'stage.prepare': 'prepare',
  'stage.block': 'block',
  'stage.learn': 'learn',
  'stage.score': 'score',
  'stage.group': 'group',
  'stage.write': 'write',
  'stage.measure': 'measure',
  'told.rows':
    '{rows} rows, {compared} pairs compared, {kept} kept; never compared, by estimate: {missed} true ones',
  'told.people':
    '{linked} pairs at {threshold}: {clusters} different people, at most {largest} rows of one',
  'told.seconds': '{linked} s from reading to written, {total} s in all ({stages})',
  'told.memory': '{memory} MB at the peak',
  'told.written': 'written: {file}',
  'told.truth': 'Against the truth: {pairs} true pairs; those never compared count as missed',
  'told.pairs-at': 'pairs at {threshold}',
  'told.pairs-best': 'pairs at best ({threshold})',
  'told.clusters-at': 'clusters at {threshold}',
  'told.clusters-pairs': 'clusters, best pairs ({threshold})',
  'told.clusters-b-cubed': 'clusters, best B-cubed ({threshold})',
  'told.rates': 'precision {precision} recall {recall} F1 {f1}',
  'told.b-cubed': '{pairwise}; B-cubed F1 {bCubed}',
  'told.calibration': '  said {predicted}, true {right} ({pairs} pairs)',
  'quality.nothing': 'Regency {tenant}: nothing was matched yet, so there is nothing to measure.',
  'quality.sample': 'Regency {tenant}: sample of {drawn}, rules {version}, {families} families.',
  'quality.all': 'all data',
  'quality.no-list': 'no list, or an old one',
  'quality.inside': 'inside {list}',
  'quality.against': '{list} with other data',
  'quality.uncovered':
    "  Not covered by labels, by the engine's own reckoning: {below} true pairs under a chance of {floor},\n  and at least {missed} that were never compared.",
  'quality.since':
    "  {list}: matched by itself on {drawn}, outside the figures of all data; not covered, by the engine's reckoning,\n  {below} true pairs under the limit and at least {missed} that were never compared.",
  'quality.no-pairs': '  {where}: no pairs.',
  'quality.counts':
    '  {where}: {joined} joined of {considered} pairs; {labels} labels, {unsure} unsure.',
  'quality.rates': '    precision {precision}, recall {recall}',
  'quality.of-none': 'of no pairs',
  'quality.label-more': 'not yet estimated: label {needed} more',
  'quality.between': '{value} (between {low} and {high})',
}

/** Every word in both languages. */
export const commandWords: Readonly<Record<Language, Readonly<Record<Word, string>>>> = { id, en }

export type Filled = Readonly<Record<string, string | number>>

/** Says things in one language. */
export type Say = (word: Word, filled?: Filled) => string

export function sayIn(language: Language): Say {
  return (word, filled = {}) => fill(commandWords[language][word], filled)
}

/** The words of a code that may have some; else the code itself. */
export function sayCode(say: Say, word: string, code: string): string {
  return isWord(word) ? say(word) : code
}

function isWord(word: string): word is Word {
  return Object.hasOwn(id, word)
}

/** `{rows}` is a value; `{rows|row|rows}` the word that fits its number. */
export function fill(pattern: string, filled: Filled): string {
  const placeholder = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g
  return pattern.replace(placeholder, (_, name: string, one?: string, other?: string) => {
    const value = filled[name] ?? ''
    return one === undefined ? String(value) : String(value) === '1' ? one : (other ?? '')
  })
}

/** A whole number with a sign between its thousands, as the language writes it. */
export function countIn(language: Language, whole: number): string {
  // By hand: the first call of toLocaleString loads the languages of the world.
  const sign = language === 'id' ? '.' : ','
  return String(Math.round(whole)).replace(/\B(?=(\d{3})+$)/g, sign)
}

/** A number with its decimals, as the language writes it. */
export function figureIn(language: Language, figure: number | string): string {
  return language === 'id' ? String(figure).replace('.', ',') : String(figure)
}
