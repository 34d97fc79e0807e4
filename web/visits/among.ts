import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { KeptPersons, KnownHere } from '../../core/matching/known-among.ts'
import { sureOf } from '../../core/matching/sure.ts'
import { reachable } from '../call.ts'
import { digitsOf, type KnownPerson, type PersonAsked, useKnown } from '../matching/known.ts'
import { type Task, tasks } from './visits.ts'

/** A listed member of one's own families, as the task list on this device has them. */
export type DoorPerson = Omit<KnownPerson, 'sure' | 'evidence'> & {
  readonly sex: string | null
}

export type Among = {
  readonly persons: KeptPersons<DoorPerson>
  readonly search: typeof import('../../core/matching/known-among.ts').knownAmong
}

let ready: { readonly of: readonly Task[]; readonly among: Among } | undefined

/** The members of all tasks made ready; the comparing comes only when it is needed. */
async function amongTasks(of: readonly Task[]): Promise<Among> {
  if (ready?.of === of) return ready.among
  const { keepPersons, knownAmong } = await import('../../core/matching/known-among.ts')
  const among = { persons: keepPersons(of.flatMap(personsOf)), search: knownAmong }
  ready = { of, among }
  return among
}

function personsOf({ householdId, headName, villageName, members }: Task): DoorPerson[] {
  return members.map((each) => ({ ...each, householdId, headName, villageName }))
}

/** Undefined until the comparing is here. */
export function useAmong(): Among | undefined {
  const among = useSignal<Among | undefined>(ready?.of === tasks.value ? ready.among : undefined)
  const now = tasks.value
  useEffect(() => {
    let stale = false
    amongTasks(now).then((made) => {
      if (!stale) among.value = made
    }, console.error)
    return () => {
      stale = true
    }
  }, [now])
  return among.value
}

export type KnownAtDoor = {
  /** Where the answer is from. */
  readonly from: 'server' | 'device'
  readonly rows: readonly KnownPerson[]
  /** Whether the server knows somebody alike whom this person may not see. */
  readonly elsewhere: boolean
}

/**
 * Who a person at the door may be: by the server while there is a signal, else (and until it has
 * answered) by the families on this device.
 */
export function useKnownAtDoor(asked: PersonAsked): KnownAtDoor {
  const among = useAmong()
  const { reply, problem } = useKnown(asked)
  if (reachable.value && problem === undefined && reply?.state === 'ready') {
    return { from: 'server', rows: reply.rows, elsewhere: reply.elsewhere }
  }
  const found = among === undefined ? [] : askDevice(among, asked)
  return { from: 'device', rows: found.map(rowOf), elsewhere: false }
}

/** The question to the device: it knows years, not days, and of a NIK what a mask shows. */
function askDevice(among: Among, asked: PersonAsked): readonly KnownHere<DoorPerson>[] {
  const { name, sex, bornOn, nationalId } = asked
  return among.search(among.persons, {
    name,
    sex,
    bornYear: bornOn === undefined ? undefined : Number(bornOn.slice(0, 4)),
    nationalId: nationalId === undefined ? undefined : digitsOf(nationalId),
  })
}

function rowOf({ person, probability, evidence }: KnownHere<DoorPerson>): KnownPerson {
  return { ...person, sure: sureOf(probability), evidence }
}

/** One of one's own families that may be another one, and the member it was found by. */
export type FamilyAlike = { readonly householdId: string; readonly by: string }

/**
 * Own families in which somebody of a family (or of what is typed) may stand, the likeliest first.
 */
export function familiesAlike(among: Among, task: Task, typed: string): readonly FamilyAlike[] {
  const asked =
    typed === ''
      ? task.members.map(({ name, sex, bornYear }) => ({
          name,
          sex: sex ?? undefined,
          bornYear: bornYear ?? undefined,
        }))
      : [{ name: typed }]
  const best = new Map<string, { readonly by: string; readonly probability: number }>()
  const found = asked.flatMap((each) => among.search(among.persons, each))
  for (const { person, probability } of found) {
    if (person.householdId === task.householdId) continue
    if ((best.get(person.householdId)?.probability ?? 0) >= probability) continue
    best.set(person.householdId, { by: person.name, probability })
  }
  return [...best]
    .toSorted(([, a], [, b]) => b.probability - a.probability)
    .map(([householdId, { by }]) => ({ householdId, by }))
}
