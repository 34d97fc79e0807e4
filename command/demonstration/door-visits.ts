import { addDays, type PlainDate, plainDate } from '../../core/kernel/plain-date.ts'
import {
  type Answers,
  codesOf,
  isAsked,
  type Question,
  questions,
} from '../../core/visits/questionnaire.ts'
import { visitReasons } from '../../core/visits/visit.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { DoorState } from './list.ts'
import { answersOf } from './living.ts'
import type { TruthFamily } from './truth-file.ts'

/** What a verifier would answer at one door: answers only, nothing about poverty. */
export type DoorVisit = {
  readonly listKey: string
  readonly row: number
  readonly villageCode: string
  readonly headName: string
  readonly visitedOn: PlainDate
  readonly result: DoorState
  readonly reason?: string
  readonly answers: Answers
  readonly location?: {
    readonly latitude: number
    readonly longitude: number
    readonly accuracyM: number
  }
  readonly note?: string
}

/** The three months in which the families of the story are visited. */
export const visitsFrom = plainDate('2023-03-06')
const visitDays = 75

/** Visits of all families of a truth. `fieldErrors` is the share of answers that come out wrong. */
export function* visitDoors(
  families: readonly TruthFamily[],
  by: { readonly seed: number; readonly fieldErrors: number },
): Generator<DoorVisit> {
  for (const family of families) {
    const chance = chanceOf(by.seed, `visit ${family.listKey}`)
    const mistakes = chanceOf(by.seed, `mistakes ${family.listKey}`)
    yield visitDoor(family, { chance, mistakes, share: by.fieldErrors })
  }
}

function visitDoor(
  family: TruthFamily,
  by: { readonly chance: Chance; readonly mistakes: Chance; readonly share: number },
): DoorVisit {
  const { chance } = by
  const visit = {
    listKey: family.listKey,
    row: family.row,
    villageCode: family.villageCode,
    headName: family.headName,
    visitedOn: addDays(visitsFrom, chance.below(visitDays)),
    result: family.state,
  }
  const reason = drawReason(chance, family.state)
  if (family.state !== 'complete') return { ...visit, ...(reason ? { reason } : {}), answers: {} }
  const truth = answersOf(family.living)
  return {
    ...visit,
    answers: by.share > 0 ? mistakeAnswers(truth, by.mistakes, by.share) : truth,
    location: drawLocation(chance, family.villageCode),
    ...(chance.happens(0.05) ? { note: chance.pick(notes) } : {}),
  }
}

const notes = [
  'Rumah di belakang masjid.',
  'Ditemui bersama ketua RT.',
  'Kepala keluarga bekerja di kebun sampai sore.',
  'Anak sulung bekerja di luar daerah.',
  'Atap bocor di bagian dapur.',
]

function drawReason(chance: Chance, state: DoorState): string | undefined {
  const reasons: readonly string[] = visitReasons[state]
  return reasons.length === 0 ? undefined : chance.pick(reasons)
}

/** A place in the regency that belongs to the village; nobody's real door. */
function drawLocation(chance: Chance, villageCode: string) {
  const village = chanceOf(19, `place ${villageCode}`)
  const latitude = -1.95 + 0.4 * (village.next() - 0.5) + 0.012 * chance.normal()
  const longitude = 106.0 + 0.4 * (village.next() - 0.5) + 0.012 * chance.normal()
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  return {
    latitude: round(latitude),
    longitude: round(longitude),
    accuracyM: chance.between(4, 30),
  }
}

/** Answers with a share of them wrong; what is asked then follows the wrong answers. */
export function mistakeAnswers(truth: Answers, chance: Chance, share: number): Answers {
  const answers: Record<string, string | number> = {}
  for (const question of questions as readonly Question[]) {
    if (!isAsked(question, answers)) continue
    const right = truth[question.key]
    if (right === undefined) {
      if (question.required) answers[question.key] = anyAnswer(question, chance)
      continue
    }
    const wrong = chance.happens(share)
    answers[question.key] = wrong ? wrongAnswer(question, right, chance) : right
  }
  return answers
}

function wrongAnswer(question: Question, right: string | number, chance: Chance): string | number {
  if (question.kind === 'rupiah') {
    return Math.round((Number(right) * (0.6 + 0.9 * chance.next())) / 1000) * 1000
  }
  if (question.kind === 'number') {
    return Math.max(question.from ?? 0, Number(right) + chance.pick([-1, 1]))
  }
  const others = codesOf(question).filter((code) => code !== right)
  return others.length === 0 ? right : chance.pick(others)
}

function anyAnswer(question: Question, chance: Chance): string | number {
  if (question.kind === 'number' || question.kind === 'rupiah') return question.from ?? 0
  return chance.pick(codesOf(question))
}
