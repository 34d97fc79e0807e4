import type { Actor } from '../../core/access/actor.ts'
import { registryProblem } from '../../core/registry/problems.ts'
import {
  type Asked,
  brokenLimit,
  type QuestionLimits,
  usualQuestions,
} from '../../core/registry/question-limits.ts'
import { writing } from '../database.ts'
import { record } from '../events.ts'
import type { House } from '../route.ts'

/** What a question tries: whole NIKs and cards, and birth dates. */
export type Question = { readonly numbers: readonly string[]; readonly dates: readonly string[] }

/** What comes of a question: whether it is too many, and whether the trail is told now. */
type Counted = {
  /** Minutes until the account may ask again. */
  readonly waitMinutes: number | undefined
  /** Counts of the day so far, when they are due to be recorded; nothing of whom was asked for. */
  readonly due: Omit<Asked, 'inMinute'> | undefined
}

type QuestionCounter = (accountId: string, asked: Question, nowMs: number) => Counted

type Account = {
  readonly day: number
  minute: number
  inMinute: number
  inDay: number
  refused: boolean
  readonly numbers: Set<string>
  readonly dates: Set<string>
}

const counters = new WeakMap<House, QuestionCounter>()

/**
 * Counts a question of an account, whichever page it is asked on, and refuses one too many. The
 * trail is told now and then how much an account asks, and when it first asked too much. In a
 * transaction of its own: a refusal is told too.
 */
export async function countQuestion(house: House, actor: Actor, asked: Question): Promise<void> {
  const { waitMinutes, due } = counterOf(house)(actor.accountId, asked, Date.now())
  if (due !== undefined) {
    const { inDay: questions, numbers: differentNumbers, dates: differentDates } = due
    const name = waitMinutes === undefined ? 'persons.asked' : 'persons.asked-too-often'
    const detail = { questions, differentNumbers, differentDates }
    await writing(house.database, actor, (db) => record(db, { name, detail }))
  }
  if (waitMinutes !== undefined) {
    throw registryProblem('matching.asked-too-often', { minutes: waitMinutes })
  }
}

/** The one counter of a house. */
function counterOf(house: House): QuestionCounter {
  const known = counters.get(house)
  if (known !== undefined) return known
  const made = countQuestions(house.config.questions ?? usualQuestions)
  counters.set(house, made)
  return made
}

const minuteMs = 60_000
/** Days of UTC: a new one begins at seven in the morning in Jakarta, before the offices open. */
const dayMs = 24 * 60 * minuteMs
const mostAccounts = 10_000
const recordedEvery = 50

/**
 * Remembers how often each account asked, so that nobody learns numbers and dates by guessing.
 * Bounded; lost at a restart, which nobody who guesses can bring about.
 */
function countQuestions(limits: QuestionLimits): QuestionCounter {
  const accounts = new Map<string, Account>()
  const accountAt = (id: string, nowMs: number): Account => {
    const day = Math.floor(nowMs / dayMs)
    const known = accounts.get(id)
    const account = known?.day === day ? known : newAccount(day)
    accounts.delete(id)
    accounts.set(id, account)
    const oldest = accounts.keys().next().value
    if (accounts.size > mostAccounts && oldest !== undefined) accounts.delete(oldest)
    return account
  }
  return (accountId, question, nowMs) => {
    const account = accountAt(accountId, nowMs)
    const { numbers, dates } = question
    const minute = Math.floor(nowMs / minuteMs)
    const asked = {
      inMinute: account.minute === minute ? account.inMinute + 1 : 1,
      inDay: account.inDay + 1,
      numbers: account.numbers.size + countNew(account.numbers, numbers),
      dates: account.dates.size + countNew(account.dates, dates),
    }
    const broken = brokenLimit(asked, limits)
    if (broken !== undefined) return refuse(account, broken, nowMs)
    account.minute = minute
    account.inMinute = asked.inMinute
    account.inDay = asked.inDay
    for (const number of numbers) account.numbers.add(number)
    for (const date of dates) account.dates.add(date)
    const due = account.inDay % recordedEvery === 0 ? countsOf(account) : undefined
    return { waitMinutes: undefined, due }
  }
}

function newAccount(day: number): Account {
  const none = { minute: 0, inMinute: 0, inDay: 0, refused: false }
  return { ...none, day, numbers: new Set(), dates: new Set() }
}

function countNew(known: ReadonlySet<string>, values: readonly string[]): number {
  return values.filter((value) => !known.has(value)).length
}

/** The first refusal of a day is told to the trail. */
function refuse(account: Account, broken: 'day' | 'minute', nowMs: number): Counted {
  const due = account.refused ? undefined : countsOf(account)
  account.refused = true
  const lengthMs = broken === 'day' ? dayMs : minuteMs
  return { waitMinutes: Math.ceil((lengthMs - (nowMs % lengthMs)) / minuteMs), due }
}

function countsOf({ inDay, numbers, dates }: Account) {
  return { inDay, numbers: numbers.size, dates: dates.size }
}
