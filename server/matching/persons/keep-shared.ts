import { hashText } from '../../../core/matching/families.ts'
import { sharedPersons2026 } from '../../../core/matching/parameters/shared-persons.ts'
import type { SharedPerson, SharedSide } from '../../../core/matching/shared-persons.ts'
import { nameKey } from '../../../core/registry/name.ts'
import type { Writer } from '../../database.ts'
import { newId } from '../../new-id.ts'
import { listPersons } from '../lookup/store.ts'
import { letGoPersons } from './let-go-persons.ts'
import {
  listDoublesAmong,
  listFoundPersonPairs,
  listHomes,
  type PersonPairDraft,
  savePersonPairs,
  withdrawPersonPairs,
} from './store.ts'

/**
 * Keeps which persons stand in two families, under the aliases and verdicts that stand now. Persons
 * of families that stand as one are nobody's question; two heads are the question of their
 * families. Of `families`, or of all when null, what was not found is withdrawn.
 */
export async function keepShared(
  db: Writer,
  found: Iterable<readonly SharedPerson[]>,
  families: readonly string[] | null,
): Promise<{ readonly personPairs: number; readonly personPairsGone: number }> {
  await letGoPersons(db)
  const judged = new Set<string>()
  for (const part of found) {
    const drafts = await draftsOf(db, part)
    await savePersonPairs(db, drafts, sharedPersons2026.version)
    for (const { left, right } of drafts) judged.add(`${left.personId} ${right.personId}`)
  }
  const gone = (await listFoundPersonPairs(db, families)).filter(
    (pair) => !judged.has(`${pair.left} ${pair.right}`),
  )
  if (gone.length > 0) {
    await withdrawPersonPairs(
      db,
      gone.map((pair) => pair.id),
    )
  }
  return { personPairs: judged.size, personPairsGone: gone.length }
}

async function draftsOf(db: Writer, found: readonly SharedPerson[]): Promise<PersonPairDraft[]> {
  const ids = [...new Set(found.flatMap((pair) => [pair.left.householdId, pair.right.householdId]))]
  const homes = new Map((await listHomes(db, ids)).map((home) => [home.id, home]))
  const persons = Map.groupBy(await listPersons(db, ids), (person) => person.householdId)
  const doubles = new Set(
    (await listDoublesAmong(db, ids)).map((pair) => `${pair.left} ${pair.right}`),
  )
  const personOf = (side: SharedSide): string | undefined => {
    const { householdId, place, name } = side
    const all = persons.get(householdId) ?? []
    const head = all.find((each) => each.id === homes.get(householdId)?.headPersonId)
    const others = all.filter((each) => each !== head)
    const person = place === 0 ? head : others[place - 1]
    // Whoever has changed since the registry was read is found by the next matching.
    return person !== undefined && hashText(nameKey(person.name)) === name ? person.id : undefined
  }
  return found.flatMap((pair): PersonPairDraft[] => {
    const [one, other] = [homes.get(pair.left.householdId), homes.get(pair.right.householdId)]
    if (one === undefined || other === undefined || one.standsAs === other.standsAs) return []
    if (pair.left.place === 0 && pair.right.place === 0 && doubles.has(`${one.id} ${other.id}`)) {
      return []
    }
    const sides = [pair.left, pair.right].flatMap((side) => {
      const personId = personOf(side)
      return personId === undefined ? [] : [{ personId, householdId: side.householdId }]
    })
    const [left, right] = sides.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))
    if (left === undefined || right === undefined) return []
    const { probability, evidence } = pair
    return [{ id: newId<'person-pair'>(), left, right, probability, evidence: [...evidence] }]
  })
}
