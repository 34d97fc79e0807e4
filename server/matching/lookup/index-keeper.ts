import { setTimeout as sleep } from 'node:timers/promises'
import { addFamily, emptyFamilies, type FamilyIn } from '../../../core/matching/families.ts'
import {
  findKnown,
  type KnownPerson,
  type PersonAsked,
} from '../../../core/matching/lookup/find-known.ts'
import {
  type FoundOfNew,
  matchNew,
  type NewFamilies,
} from '../../../core/matching/lookup/match-new.ts'
import {
  isWorn,
  makeRegistryIndex,
  putFamily,
  type RegistryIndex,
  removeFamily,
} from '../../../core/matching/lookup/registry-index.ts'
import { findSharedWith } from '../../../core/matching/lookup/shared-with.ts'
import { type Model, startingModel } from '../../../core/matching/model.ts'
import { weights2026 } from '../../../core/matching/parameters/weights.ts'
import type { SharedPerson } from '../../../core/matching/shared-persons.ts'
import { bulkWorking } from '../../bulk.ts'
import { type Reader, working } from '../../database.ts'
import type { House } from '../../route.ts'
import { countRegistry, type PersonLine } from '../family-store.ts'
import { inSlices } from '../in-slices.ts'
import { copyFamilies, familyOf } from '../load-families.ts'
import { findStandingModel } from '../model-store.ts'
import { listHouseholds, listPersons, listTold, listTouched, type Told } from './store.ts'

export type KnownAnswer =
  | { readonly state: 'ready'; readonly found: readonly KnownPerson[] }
  | { readonly state: 'preparing'; readonly share: number }

/** What an index is made from: all that a job has, but no job. */
export type Holder = Pick<House, 'database' | 'keyring'>

/** What matching some families by themselves finds. */
export type FoundNew = FoundOfNew & { readonly persons: readonly SharedPerson[] }

type Kept = {
  made?: { readonly index: RegistryIndex; readonly model: Model }
  making?: Promise<void> | undefined
  catchingUp?: Promise<void> | undefined
  share: number
  /** Events up to here are in the index; those shortly before are asked for again. */
  since: Date
  /** Events that are in the index and would be told again. */
  readonly seen: Map<string, number>
}

/** A transaction tells of what it did before it ends: so long an event may come late. */
const lateMs = 60_000
const patienceMs = 1_500
const mostTold = 2_000
const mostTouched = 20_000
const familiesAtOnce = 500
/** So often a list waits for an index that is made anew. */
const mostRounds = 4

/**
 * Keeps one index of persons for each regency that asks: made at the first question, then brought
 * up to date by the events before each answer. Numbers are decrypted in this process and stay in
 * its memory.
 */
export class IndexKeeper {
  readonly #holder: Holder
  readonly #kept = new Map<number, Kept>()

  constructor(holder: Holder) {
    this.#holder = holder
  }

  /** Some families and their persons against all others; waits for the index. */
  async matchNew(tenantId: number, given: NewFamilies): Promise<FoundNew> {
    const kept = this.#keptOf(tenantId)
    if (kept.made === undefined) await this.#make(tenantId, kept)
    // While an index is being made anew, by whatever was asked before, this list may miss in it.
    for (let round = 0; round < mostRounds; round += 1) {
      await this.#catchUp(tenantId, kept)
      if (kept.making === undefined) break
      await kept.making
    }
    const { database } = this.#holder
    const standing = await working(database, tenantId, findStandingModel)
    if (kept.made === undefined || standing === undefined) {
      throw new Error('there is no model to judge by')
    }
    const { index } = kept.made
    const found = await inSlices(matchNew(index, standing.model, given))
    const persons = await inSlices(findSharedWith(index, standing.model, given.ids))
    return { ...found, persons }
  }

  /** Who a person may be; `preparing` while the index is being made for longer than a moment. */
  async known(tenantId: number, asked: PersonAsked): Promise<KnownAnswer> {
    const kept = this.#keptOf(tenantId)
    if (kept.made === undefined) {
      const making = this.#make(tenantId, kept)
      await Promise.race([making, sleep(patienceMs, undefined, { ref: false })])
      if (kept.made === undefined) return { state: 'preparing', share: kept.share }
    }
    await this.#catchUp(tenantId, kept)
    const { index, model } = kept.made
    return { state: 'ready', found: findKnown(index, model, asked) }
  }

  #keptOf(tenantId: number): Kept {
    const known = this.#kept.get(tenantId)
    if (known !== undefined) return known
    const kept: Kept = { share: 0, since: new Date(0), seen: new Map() }
    this.#kept.set(tenantId, kept)
    return kept
  }

  /** Makes the index anew; who asks meanwhile is answered from the one before, if there is one. */
  #make(tenantId: number, kept: Kept): Promise<void> {
    kept.making ??= this.#load(tenantId, kept).finally(() => {
      kept.making = undefined
    })
    // Whoever waits is told; nobody may be waiting any more.
    kept.making.catch(() => {})
    return kept.making
  }

  async #load(tenantId: number, kept: Kept): Promise<void> {
    const { database, keyring } = this.#holder
    kept.share = 0
    const loaded = await bulkWorking(database, tenantId, async (db) => {
      // What was told before the families are read is in what is read.
      const told = await listTold(db, { since: lateBefore(db.now), most: mostTold })
      const expected = await countRegistry(db)
      const families = emptyFamilies(expected.households, expected.persons)
      for await (const page of copyFamilies(db, keyring.of(tenantId))) {
        for (const family of page) addFamily(families, family)
        kept.share = Math.min(0.9, (0.9 * families.count) / Math.max(1, expected.households))
      }
      return { families, told, since: db.now, standing: await findStandingModel(db) }
    })
    kept.made = {
      index: makeRegistryIndex(loaded.families),
      model: loaded.standing?.model ?? startingModel(weights2026, loaded.families.count),
    }
    kept.share = 1
    kept.seen.clear()
    kept.since = loaded.since
    remember(kept, loaded.told)
  }

  #catchUp(tenantId: number, kept: Kept): Promise<void> {
    kept.catchingUp ??= this.#takeIn(tenantId, kept).finally(() => {
      kept.catchingUp = undefined
    })
    return kept.catchingUp
  }

  async #takeIn(tenantId: number, kept: Kept): Promise<void> {
    const index = kept.made?.index
    if (index === undefined) return
    const { database, keyring } = this.#holder
    const changes = await working(database, tenantId, async (db) => {
      const told = await listTold(db, { since: lateBefore(kept.since), most: mostTold })
      const fresh = told.filter((each) => !kept.seen.has(each.id))
      if (fresh.length === 0) return undefined
      const touched = await listTouched(db, subjectsOf(fresh), mostTouched)
      if (told.length > mostTold || touched.length > mostTouched) return 'too-many' as const
      return { fresh, families: await readFamilies(db, keyring.of(tenantId), touched), touched }
    })
    // Made anew meanwhile: what was read here is told to the new index again.
    if (kept.made?.index !== index) return this.#takeIn(tenantId, kept)
    if (changes === undefined) return
    if (changes === 'too-many') return void this.#make(tenantId, kept)
    const now = new Map(changes.families.map((family) => [family.id, family]))
    for (const id of changes.touched) {
      const family = now.get(id)
      if (family === undefined) removeFamily(index, id)
      else putFamily(index, family)
    }
    remember(kept, changes.fresh)
    if (isWorn(index)) void this.#make(tenantId, kept)
  }
}

/** What was taken in, and until when it might be told again. */
function remember(kept: Kept, fresh: readonly Told[]): void {
  for (const { id, recordedAt } of fresh) {
    kept.seen.set(id, recordedAt.getTime())
    if (recordedAt > kept.since) kept.since = recordedAt
  }
  const oldest = lateBefore(kept.since).getTime()
  for (const [id, at] of kept.seen) if (at < oldest) kept.seen.delete(id)
}

function lateBefore(moment: Date): Date {
  return new Date(moment.getTime() - lateMs)
}

function subjectsOf(told: readonly Told[]) {
  const of = (kind: string) =>
    told.flatMap(({ name, subject }) =>
      name.startsWith(kind) && subject !== null ? [subject] : [],
    )
  return {
    imports: of('import.'),
    households: of('visit.'),
    visits: told.flatMap(({ visits }) => visits ?? []),
    pairs: of('match-pair.'),
  }
}

async function readFamilies(
  db: Reader,
  keys: Parameters<typeof familyOf>[0]['keys'],
  ids: readonly string[],
): Promise<readonly FamilyIn[]> {
  const families: FamilyIn[] = []
  for (let at = 0; at < ids.length; at += familiesAtOnce) {
    const part = ids.slice(at, at + familiesAtOnce)
    const persons = byFamily(await listPersons(db, part))
    for (const household of await listHouseholds(db, part)) {
      families.push(familyOf({ db, keys, household, persons: persons.get(household.id) ?? [] }))
    }
  }
  return families
}

function byFamily(persons: readonly PersonLine[]): Map<string, PersonLine[]> {
  const families = new Map<string, PersonLine[]>()
  for (const person of persons) {
    const known = families.get(person.householdId)
    if (known === undefined) families.set(person.householdId, [person])
    else known.push(person)
  }
  return families
}
