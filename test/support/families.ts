import { asOwner } from '../../server/floor.ts'
import { newId } from '../../server/new-id.ts'

export type Family = { readonly householdId: string; readonly personId: string }

/** One family with one person, put in place by the job role: as if a list had brought it. */
export async function addFamily(
  urls: { readonly job: string },
  family: {
    readonly tenantId: number
    readonly name: string
    readonly village: string
    readonly verifierId?: string
  },
): Promise<Family> {
  const householdId = newId()
  const personId = newId()
  const { tenantId, name, village } = family
  const verifierId = family.verifierId ?? null
  const key = name.toUpperCase()
  await asOwner(urls.job, async (client) => {
    const state = verifierId === null ? 'listed' : 'assigned'
    const values = [tenantId, householdId, village, name, key, verifierId, state]
    await client.query(
      `insert into entas.household
         (tenant_id, id, village_code, head_name, head_name_key, verifier_id, state, derived_at)
       values ($1, $2, $3, $4, $5, $6, $7, now())`,
      values,
    )
    await client.query(
      `insert into entas.person
         (tenant_id, id, household_id, village_code, verifier_id, name, name_key, relation,
          derived_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'head', now())`,
      [tenantId, personId, householdId, village, verifierId, name, key],
    )
    await client.query(
      `update entas.household set head_person_id = $3 where tenant_id = $1 and id = $2`,
      [tenantId, householdId, personId],
    )
    if (verifierId === null) return
    await client.query(
      `insert into entas.assignment
         (tenant_id, id, household_id, village_code, verifier_id, assigned_at)
       values ($1, $2, $3, $4, $5, now())`,
      [tenantId, newId(), householdId, village, verifierId],
    )
  })
  return { householdId, personId }
}
