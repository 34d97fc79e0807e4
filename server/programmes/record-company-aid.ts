import { programmesProblem } from '../../core/programmes/problems.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import { type CompanyAid, insertCompanyAid, updateCompanyAid } from './store.ts'

/** Aid that a company reported, beside government aid. */
export async function recordCompanyAid(db: Writer, aid: CompanyAid) {
  const id = newId<'company-aid'>()
  await insertCompanyAid(db, { ...aid, id })
  await record(db, { name: 'company-aid.recorded', subject: id, detail: { ...aid } })
  return { id }
}

export async function correctCompanyAid(db: Writer, id: string, aid: CompanyAid) {
  const changed = await updateCompanyAid(db, { ...aid, id })
  if (changed === 0) throw programmesProblem('programmes.company-aid-not-found', { id })
  await record(db, { name: 'company-aid.corrected', subject: id, detail: { ...aid } })
  return { id }
}
