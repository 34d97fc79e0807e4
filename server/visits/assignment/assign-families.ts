import { type PlanVerifier, planAssignments } from '../../../core/visits/plan-assignments.ts'
import { visitsProblem } from '../../../core/visits/problems.ts'
import type { Reader, Writer } from '../../database.ts'
import { record } from '../../events.ts'
import {
  countWithoutVillage,
  insertAssignments,
  listToReassign,
  listUnassigned,
  listVerifiers,
  reassign,
  type Slice,
  spreadVerifiers,
} from './store.ts'

async function planOf(db: Reader, villages: readonly string[] | undefined) {
  const verifiers = await listVerifiers(db)
  const unassigned = await listUnassigned(db, villages)
  const names = new Map(verifiers.map((each) => [each.id, each.name]))
  const places = new Map(unassigned.map((each) => [each.code, each.name]))
  const plan = planAssignments(unassigned, verifiers satisfies readonly PlanVerifier[])
  return { plan, names, places }
}

/** What assigning would do; nothing is written. */
export async function previewAssignments(db: Reader, villages: readonly string[] | undefined) {
  const { plan, names, places } = await planOf(db, villages)
  const manned = plan.filter((each) => each.verifiers.length > 0)
  return {
    villages: manned.map((each) => ({
      villageCode: each.code,
      villageName: places.get(each.code) ?? each.code,
      families: each.families,
      verifiers: each.verifiers.map((one) => ({ ...one, name: names.get(one.id) ?? '' })),
    })),
    families: manned.reduce((sum, each) => sum + each.families, 0),
    villagesWithoutVerifier: plan
      .filter((each) => each.verifiers.length === 0)
      .map((each) => ({ code: each.code, name: places.get(each.code) ?? each.code })),
    familiesWithoutVillage: await countWithoutVillage(db),
  }
}

/** Gives every unassigned family of the villages to a verifier who works there. */
export async function assignFamilies(
  db: Writer,
  wish: {
    readonly villages?: readonly string[] | undefined
    readonly dueOn?: string | undefined
  },
) {
  const { plan } = await planOf(db, wish.villages)
  const slices = plan.flatMap((each) => slicesOf(each.code, each.verifiers))
  if (slices.length === 0 && plan.length > 0) throw visitsProblem('visits.no-verifier')
  const assigned = await insertAssignments(db, slices, wish.dueOn ?? null)
  await spreadVerifiers(db)
  const villages = new Set(slices.map((each) => each.village)).size
  await record(db, { name: 'assignments.made', detail: { families: assigned, villages } })
  return { assigned, villages }
}

/** Hands families that wait for a visit to another verifier. */
export async function reassignFamilies(
  db: Writer,
  which: { ids: readonly string[] } | { village: string; from: string },
  to: string,
) {
  const verifiers = await listVerifiers(db)
  if (!verifiers.some((each) => each.id === to)) throw visitsProblem('visits.not-a-verifier')
  const households = await listToReassign(db, which)
  const ids = households.map((each) => each.id)
  await reassign(db, ids, to)
  await spreadVerifiers(db)
  const detail = { families: ids.length, to, ...('village' in which ? which : {}) }
  const village = 'village' in which ? which.village : undefined
  await record(db, { name: 'assignments.changed', village, detail })
  return { reassigned: ids.length }
}

function slicesOf(
  village: string,
  shares: readonly { readonly id: string; readonly families: number }[],
): Slice[] {
  const slices: Slice[] = []
  let from = 1
  for (const share of shares) {
    slices.push({ village, verifier: share.id, from, to: from + share.families - 1 })
    from += share.families
  }
  return slices
}
