import { assetQuestions } from './assets.ts'

/**
 * The instrument `entas-kunjungan-1`: what a verifier asks and sees at the door, as data.
 * Variables and codes follow DTSEN (Rancangan Peraturan BPS DTSEN, Lampiran BAB IV.C) and
 * Regsosek 2022.K; answers are canonical words, because the same number means another thing in
 * another instrument. Criteria 3, 4 and 5 of Kepmensos 262/HUK/2022 stand in neither: they are
 * the regency's own questions.
 */
export const instrument = 'entas-kunjungan-1'

export type Code = {
  readonly code: string
  /** The code of the same meaning in Regsosek 2022.K; several of ours may share one. */
  readonly regsosek?: number
}

export type Question = {
  readonly key: string
  readonly section: 'people' | 'house' | 'water' | 'work' | 'spending' | 'assets' | 'position'
  readonly kind: 'choice' | 'yes-no' | 'number' | 'rupiah'
  readonly codes?: readonly Code[]
  /** A complete visit needs an answer, or one of the two answers that stand apart. */
  readonly required: boolean
  /** Seen from outside: `cannot-see` may be given. Every question may be refused. */
  readonly seen?: true
  /** Bounds of a number or a sum of rupiah; outside, a person should look. */
  readonly from?: number
  readonly to?: number
  /** Decimals are allowed (hectares, grams). */
  readonly decimals?: true
  /** Asked only when another question has one of these answers. */
  readonly when?: { readonly key: string; readonly is: readonly string[] }
  /** Name in DTSEN and number in Regsosek 2022.K, where there is one. */
  readonly dtsen?: string
  readonly regsosek?: string
}

/** Answers that stand apart: they say why there is none. */
export const apart = ['cannot-see', 'refused'] as const
export type Apart = (typeof apart)[number]

export type Answer = string | number
export type Answers = Readonly<Record<string, Answer>>

const housed = { key: 'shelter', is: ['yes'] } as const

export const questions = [
  {
    key: 'member-count',
    section: 'people',
    kind: 'number',
    required: true,
    from: 1,
    to: 30,
  },
  {
    key: 'families-in-house',
    section: 'people',
    kind: 'number',
    required: false,
    from: 1,
    to: 12,
    when: housed,
    dtsen: 'keluarga_dalam_rumah',
  },
  { key: 'shelter', section: 'house', kind: 'yes-no', required: true, seen: true },
  {
    key: 'tenure',
    section: 'house',
    kind: 'choice',
    required: true,
    when: housed,
    dtsen: 'status_kepemilikan_rumah',
    regsosek: '301a',
    codes: [
      { code: 'own', regsosek: 1 },
      { code: 'rent', regsosek: 2 },
      { code: 'rent-free', regsosek: 3 },
      { code: 'official', regsosek: 4 },
      { code: 'other', regsosek: 5 },
    ],
  },
  {
    key: 'floor',
    section: 'house',
    kind: 'choice',
    required: true,
    seen: true,
    when: housed,
    dtsen: 'jenis_lantai_terluas',
    regsosek: '303',
    codes: [
      { code: 'marble', regsosek: 1 },
      { code: 'ceramic', regsosek: 2 },
      { code: 'parquet', regsosek: 3 },
      { code: 'tile', regsosek: 4 },
      { code: 'board', regsosek: 5 },
      { code: 'cement', regsosek: 6 },
      { code: 'bamboo', regsosek: 7 },
      { code: 'earth', regsosek: 8 },
      { code: 'other', regsosek: 9 },
    ],
  },
  {
    key: 'wall',
    section: 'house',
    kind: 'choice',
    required: true,
    seen: true,
    when: housed,
    dtsen: 'jenis_dinding_terluas',
    regsosek: '304',
    codes: [
      { code: 'plastered', regsosek: 1 },
      { code: 'unplastered', regsosek: 1 },
      { code: 'plastered-weave', regsosek: 2 },
      { code: 'board', regsosek: 3 },
      { code: 'bamboo-weave', regsosek: 4 },
      { code: 'log', regsosek: 5 },
      { code: 'bamboo', regsosek: 6 },
      { code: 'zinc', regsosek: 7 },
      { code: 'thatch', regsosek: 7 },
      { code: 'tarpaulin', regsosek: 7 },
      { code: 'other', regsosek: 7 },
    ],
  },
  {
    key: 'roof',
    section: 'house',
    kind: 'choice',
    required: true,
    seen: true,
    when: housed,
    dtsen: 'jenis_atap_terluas',
    regsosek: '305',
    codes: [
      { code: 'concrete', regsosek: 1 },
      { code: 'clay-tile', regsosek: 2 },
      { code: 'zinc', regsosek: 3 },
      { code: 'asbestos', regsosek: 4 },
      { code: 'shingle', regsosek: 5 },
      { code: 'bamboo', regsosek: 6 },
      { code: 'thatch', regsosek: 7 },
      { code: 'other', regsosek: 8 },
    ],
  },
  {
    key: 'lighting',
    section: 'house',
    kind: 'choice',
    required: true,
    seen: true,
    when: housed,
    dtsen: 'sumber_penerangan_utama',
    regsosek: '307a',
    codes: [
      { code: 'pln-metered', regsosek: 1 },
      { code: 'pln-unmetered', regsosek: 2 },
      { code: 'not-pln', regsosek: 3 },
      { code: 'not-electric', regsosek: 4 },
    ],
  },
  {
    key: 'power',
    section: 'house',
    kind: 'choice',
    required: true,
    seen: true,
    when: { key: 'lighting', is: ['pln-metered'] },
    dtsen: 'daya_terpasang',
    regsosek: '307b',
    codes: [
      { code: '450', regsosek: 1 },
      { code: '900', regsosek: 2 },
      { code: '1300', regsosek: 3 },
      { code: '2200', regsosek: 4 },
      { code: 'over-2200', regsosek: 5 },
    ],
  },
  {
    key: 'fuel',
    section: 'house',
    kind: 'choice',
    required: true,
    dtsen: 'bahan_bakar_utama_memasak',
    regsosek: '308',
    codes: [
      { code: 'electric', regsosek: 1 },
      { code: 'lpg-5', regsosek: 2 },
      { code: 'lpg-12', regsosek: 3 },
      { code: 'lpg-3', regsosek: 4 },
      { code: 'city-gas', regsosek: 5 },
      { code: 'biogas', regsosek: 6 },
      { code: 'kerosene', regsosek: 7 },
      { code: 'briquette', regsosek: 8 },
      { code: 'charcoal', regsosek: 9 },
      { code: 'firewood', regsosek: 10 },
      { code: 'other', regsosek: 11 },
      { code: 'no-cooking', regsosek: 12 },
    ],
  },
  {
    key: 'water',
    section: 'water',
    kind: 'choice',
    required: true,
    dtsen: 'sumber_air_minum_utama',
    regsosek: '306a',
    codes: [
      { code: 'bottled', regsosek: 1 },
      { code: 'refill', regsosek: 2 },
      { code: 'piped', regsosek: 3 },
      { code: 'borehole', regsosek: 4 },
      { code: 'protected-well', regsosek: 5 },
      { code: 'open-well', regsosek: 6 },
      { code: 'protected-spring', regsosek: 7 },
      { code: 'open-spring', regsosek: 8 },
      { code: 'surface', regsosek: 9 },
      { code: 'rain', regsosek: 10 },
      { code: 'other', regsosek: 11 },
    ],
  },
  {
    key: 'toilet',
    section: 'water',
    kind: 'choice',
    required: true,
    dtsen: 'fasilitas_bab',
    regsosek: '309a',
    codes: [
      { code: 'own', regsosek: 1 },
      { code: 'shared', regsosek: 2 },
      { code: 'communal', regsosek: 3 },
      { code: 'public', regsosek: 4 },
      { code: 'unused', regsosek: 5 },
      { code: 'none', regsosek: 6 },
    ],
  },
  {
    key: 'toilet-type',
    section: 'water',
    kind: 'choice',
    required: false,
    seen: true,
    when: { key: 'toilet', is: ['own', 'shared', 'communal', 'public'] },
    dtsen: 'jenis_kloset',
    regsosek: '309b',
    codes: [
      { code: 'goose-neck', regsosek: 1 },
      { code: 'slab-lid', regsosek: 2 },
      { code: 'slab-open', regsosek: 3 },
      { code: 'pit', regsosek: 4 },
    ],
  },
  {
    key: 'disposal',
    section: 'water',
    kind: 'choice',
    required: false,
    seen: true,
    dtsen: 'pembuangan_akhir_tinja',
    regsosek: '310',
    codes: [
      { code: 'septic-tank', regsosek: 1 },
      { code: 'treatment-plant', regsosek: 2 },
      { code: 'open-water', regsosek: 3 },
      { code: 'earth-hole', regsosek: 4 },
      { code: 'open-land', regsosek: 5 },
      { code: 'other', regsosek: 6 },
    ],
  },
  {
    key: 'head-work',
    section: 'work',
    kind: 'choice',
    required: true,
    dtsen: 'pekerjaan',
    regsosek: '418',
    codes: [
      { code: 'own-account', regsosek: 1 },
      { code: 'with-unpaid-help', regsosek: 2 },
      { code: 'with-paid-help', regsosek: 3 },
      { code: 'employee', regsosek: 4 },
      { code: 'state', regsosek: 5 },
      { code: 'casual-farm', regsosek: 6 },
      { code: 'casual-other', regsosek: 7 },
      { code: 'unpaid-family', regsosek: 8 },
      { code: 'not-working' },
    ],
  },
  {
    key: 'head-income',
    section: 'work',
    kind: 'choice',
    required: true,
    when: {
      key: 'head-work',
      is: [
        'own-account',
        'with-unpaid-help',
        'with-paid-help',
        'employee',
        'state',
        'casual-farm',
        'casual-other',
        'unpaid-family',
      ],
    },
    codes: [{ code: 'regular' }, { code: 'irregular' }, { code: 'none' }],
  },
  { key: 'food-worry', section: 'spending', kind: 'yes-no', required: true },
  {
    key: 'spending',
    section: 'spending',
    kind: 'rupiah',
    required: true,
    from: 50_000,
    to: 100_000_000,
  },
  {
    key: 'food-spending',
    section: 'spending',
    kind: 'rupiah',
    required: true,
    from: 0,
    to: 100_000_000,
  },
  { key: 'clothes-bought', section: 'spending', kind: 'yes-no', required: true },
  { key: 'state-income', section: 'position', kind: 'yes-no', required: true },
  ...assetQuestions,
] as const satisfies readonly Question[]

export type QuestionKey = (typeof questions)[number]['key']

const byKey: ReadonlyMap<string, Question> = new Map(questions.map((each) => [each.key, each]))

export function findQuestion(key: string): Question | undefined {
  return byKey.get(key)
}

export function isApart(answer: Answer): answer is Apart {
  return answer === 'cannot-see' || answer === 'refused'
}

/** The codes a question takes as answer, the two that stand apart not among them. */
export function codesOf(question: Question): readonly string[] {
  if (question.kind === 'yes-no') return ['yes', 'no']
  return (question.codes ?? []).map((each) => each.code)
}

/** Whether a question is asked, given the answers so far (skip rules, followed to the root). */
export function isAsked(question: Question, answers: Answers): boolean {
  const { when } = question
  if (when === undefined) return true
  const parent = findQuestion(when.key)
  if (parent === undefined || !isAsked(parent, answers)) return false
  const answer = answers[when.key]
  return typeof answer === 'string' && when.is.includes(answer)
}

/** Whether earlier answers say that a question does not apply (not merely unanswered so far). */
export function isRuledOut(question: Question, answers: Answers): boolean {
  const { when } = question
  if (when === undefined) return false
  const parent = findQuestion(when.key)
  if (parent === undefined) return false
  if (isRuledOut(parent, answers)) return true
  const answer = answers[when.key]
  return answer !== undefined && !isApart(answer) && !when.is.includes(String(answer))
}
