import type { Actor } from '../../../core/access/actor.ts'
import type { PersonAsked } from '../../../core/matching/lookup/find-known.ts'
import { shareOut, type Told } from '../../../core/matching/lookup/tell-known.ts'
import { wholeDigits } from '../../../core/matching/number-comparison.ts'
import { sureOf } from '../../../core/matching/sure.ts'
import { maskNationalId } from '../../../core/registry/national-id.ts'
import { reading } from '../../database.ts'
import { sealContext, type TenantKeys } from '../../keyring.ts'
import { countQuestion } from '../../registry/count-questions.ts'
import type { House } from '../../route.ts'
import { decrypted } from '../load-families.ts'
import type { RegistryLookup } from './registry-lookup.ts'
import { listReached, type ReachedPerson } from './store.ts'

/** What a form sends; numbers as they were typed. */
export type AskedPerson = {
  readonly name: string
  readonly sex?: 'male' | 'female' | undefined
  readonly bornOn?: string | undefined
  readonly nationalId?: string | undefined
  readonly familyCard?: string | undefined
  readonly villageCode?: string | undefined
}

type Asking = {
  readonly house: House
  readonly lookup: RegistryLookup
  readonly actor: Actor
}

/**
 * Who a person may be, as far as the caller may see families, and whether somebody is likely beyond
 * that. Numbers are masked, and neither a number nor a date can be guessed by the answers (0021).
 */
export async function findKnownPersons(asking: Asking, given: AskedPerson) {
  const { house, lookup, actor } = asking
  const asked: PersonAsked = {
    name: given.name,
    sex: given.sex ?? null,
    bornOn: given.bornOn ?? null,
    nationalId: given.nationalId ?? '',
    familyCard: given.familyCard ?? '',
    villageCode: given.villageCode ?? null,
  }
  await countQuestion(house, actor, triedBy(asked))
  const answer = await lookup.known(actor.tenantId, asked)
  if (answer.state === 'preparing') return { ...answer, rows: [], elsewhere: false }
  const open = await findOpenly(asking, asked)
  const reached = await reading(house.database, actor, (db) =>
    listReached(db, [...new Set([...answer.found, ...open].map((each) => each.householdId))]),
  )
  const families = Map.groupBy(reached, (person) => person.householdId)
  const keys = house.keyring.of(actor.tenantId)
  const within = answer.found.flatMap((found) => {
    const person = personAt(families.get(found.householdId) ?? [], found.place)
    return person === undefined ? [] : [{ ...found, person }]
  })
  const rows = shareOut(within).map((found) => showKnown(actor.tenantId, keys, found))
  const elsewhere = shareOut(open).some(
    (each) => each.probability >= likely && !families.has(each.householdId),
  )
  return { state: 'ready' as const, share: 1, rows, elsewhere }
}

/** The whole numbers and the date of a question: what somebody could try one after another. */
function triedBy(asked: PersonAsked) {
  const digits = [asked.nationalId, asked.familyCard].map(wholeDigits)
  return {
    numbers: digits.filter((each) => each.length === 16),
    dates: asked.bornOn === null ? [] : [asked.bornOn],
  }
}

/**
 * The same question without number and date, for those out of the caller's reach: whether there is
 * one must not depend on what could be guessed. Nobody is out of reach of the whole regency.
 */
async function findOpenly({ lookup, actor }: Asking, asked: PersonAsked) {
  if (actor.scope.kind === 'regency') return []
  const open = { ...asked, bornOn: null, nationalId: '', familyCard: '' }
  const answer = await lookup.known(actor.tenantId, open)
  return answer.state === 'ready' ? answer.found : []
}

/** Where no person is the head, the index has a mere name in that place, before the others. */
function personAt(persons: readonly ReachedPerson[], place: number): ReachedPerson | undefined {
  return persons[persons[0]?.isHead === true ? place : place - 1]
}

/** Somebody out of reach is spoken of from this probability on. */
const likely = 0.2

function showKnown(
  tenantId: number,
  keys: TenantKeys,
  found: {
    readonly person: ReachedPerson
    readonly probability: number
    readonly evidence: readonly Told[]
  },
) {
  const { person, probability, evidence } = found
  const digits = decrypted(keys, person.nationalId, sealContext(tenantId, 'national-id'))
  return {
    householdId: person.householdId,
    personId: person.id,
    name: person.name,
    nationalIdMask: digits === '' ? '' : maskNationalId(digits),
    sex: person.sex,
    bornYear: person.bornOn === null ? null : Number(person.bornOn.slice(0, 4)),
    relation: person.relation,
    headName: person.headName,
    villageName: person.villageName ?? '',
    districtName: person.districtName ?? '',
    sure: sureOf(probability),
    evidence: [...evidence],
  }
}
