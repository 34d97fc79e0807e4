import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { parsePlainDate, plainDate } from '../../core/kernel/plain-date.ts'
import type { SureStep } from '../../core/matching/sure.ts'
import { birthDateOf, nationalIdWarnings, readNationalId } from '../../core/registry/national-id.ts'
import { type CallProblem, call, type Parts, type ReplyOf } from '../call.ts'
import { date } from '../format.ts'
import { asProblem } from '../load.ts'
import { findText, t } from '../text.ts'
import type { StatusShape } from '../ui/status.tsx'

export type PersonAsked = Parts<'POST /api/persons/known'>['body']
export type KnownReply = ReplyOf<'POST /api/persons/known'>

/** One who may be the person: of the server, or of what a device keeps. */
export type KnownPerson = {
  readonly personId: string
  readonly householdId: string
  readonly name: string
  readonly nationalIdMask: string
  readonly bornYear: number | null
  readonly relation: string | null
  readonly headName: string
  readonly villageName: string
  readonly districtName?: string
  readonly sure: SureStep
  /** The strongest first. */
  readonly evidence: readonly Reason[]
}

type Reason = { readonly field: string; readonly level: string }

/** Longer than from letter to letter: a name asks once, not at each of its letters. */
const waitMs = 400
const askAgainMs = 2000

/** Whether there is enough to ask about: three letters of a name, or a whole number. */
export function isEnough(asked: Pick<PersonAsked, 'name' | 'nationalId'>): boolean {
  const letters = asked.name.replace(/[^\p{L}]/gu, '').length
  return letters >= 3 || digitsOf(asked.nationalId ?? '').length === 16
}

/** The digits of a number as typed, without the spaces, points and dashes between them. */
export function digitsOf(typed: string): string {
  return typed.replace(/[\s.-]/g, '')
}

export type Asking = {
  readonly reply: KnownReply | undefined
  readonly problem: CallProblem | undefined
}

/**
 * Asks who a person may be while one types: a moment after the last letter, and a question that
 * became stale is called back. While the index is being made it asks again by itself.
 */
export function useKnown(asked: PersonAsked): Asking {
  const state = useSignal<Asking>({ reply: undefined, problem: undefined })
  const key = JSON.stringify(asked)
  useEffect(() => {
    if (!isEnough(asked)) {
      state.value = { reply: undefined, problem: undefined }
      return
    }
    const abort = new AbortController()
    let timer = setTimeout(ask, waitMs)
    async function ask(): Promise<void> {
      const answer = await askOnce(asked, abort.signal)
      if (abort.signal.aborted) return
      state.value = answer.reply === undefined ? { ...state.peek(), ...answer } : answer
      if (answer.reply?.state === 'preparing') timer = setTimeout(ask, askAgainMs)
    }
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [key])
  return state.value
}

async function askOnce(body: PersonAsked, signal: AbortSignal): Promise<Asking> {
  try {
    const reply = await call('POST /api/persons/known', { body, signal })
    return { reply, problem: undefined }
  } catch (error) {
    const problem = signal.aborted ? undefined : asProblem(error)
    return { reply: undefined, problem }
  }
}

const shapes = { certain: 'warn', likely: 'doing', maybe: 'none', unlikely: 'out' } as const

/** How sure it is, in words. */
export function sureWords(sure: SureStep): readonly [StatusShape, string] {
  return [shapes[sure], t(`known.sure.${sure}`)]
}

const reasonsShown = 2

/** The strongest reasons in words. */
export function reasonWords(evidence: readonly Reason[]): string {
  return evidence
    .flatMap(({ field, level }) => {
      const place = `level.${field}.${level}`
      return findText(`matching.${place}`) ?? findText(`known.${place}`) ?? []
    })
    .slice(0, reasonsShown)
    .join(', ')
}

/** What is known of them in one line: number, year, place in the family, village. */
export function factsOf(person: KnownPerson): string {
  const { relation, headName: head, bornYear } = person
  const inFamily = () => {
    if (relation === 'head') return t('known.is-head')
    const words = findText(`relation.${relation ?? ''}`)
    return words === undefined
      ? t('known.in-family-unknown', { head })
      : t('known.in-family', { relation: words, head })
  }
  return [
    person.nationalIdMask === '' ? t('known.no-number') : person.nationalIdMask,
    bornYear === null ? '' : t('known.born-year', { year: String(bornYear) }),
    inFamily(),
    person.villageName,
    person.districtName ?? '',
  ]
    .filter((each) => each !== '')
    .join(' · ')
}

type Numbered = {
  readonly nationalId: string
  readonly bornOn: string
  readonly sex: 'male' | 'female' | undefined
}

/** What is wrong with a number as typed, or differs from the fields beside it. */
export function numberFinding({ nationalId, bornOn, sex }: Numbered): string | undefined {
  const digits = digitsOf(nationalId)
  if (digits === '') return undefined
  const reading = readNationalId(digits)
  if (reading.is === 'wrong') {
    if (/\D/.test(digits)) return t('known.nik-digits')
    if (digits.length !== 16) return t('known.nik-length', { count: digits.length })
    return t('known.nik-wrong')
  }
  const { parts } = reading
  const warnings = nationalIdWarnings(parts, { bornOn: parsePlainDate(bornOn), sex })
  if (warnings.includes('birth-date')) {
    return t('known.nik-born', { date: bornInWords(parts) })
  }
  return warnings.includes('sex') ? t(`known.nik-sex-${parts.sex}`) : undefined
}

/** What a right number says of the person, where the fields beside it are empty. */
export function toldByNumber(nationalId: string): string | undefined {
  const reading = readNationalId(digitsOf(nationalId))
  if (reading.is === 'wrong') return undefined
  const { parts } = reading
  return t(`known.nik-tells-${parts.sex}`, { date: bornInWords(parts) })
}

function bornInWords(parts: Parameters<typeof birthDateOf>[0]): string {
  const today = plainDate(new Date().toISOString().slice(0, 10))
  const born = birthDateOf(parts, today)
  return born === undefined ? '–' : date(born)
}
