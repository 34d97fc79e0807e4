import { classificationContract } from '../../core/classification/contract.ts'
import { visitsContract } from '../../core/visits/contract.ts'
import type { Company } from './play-cast.ts'

/** Ratna takes the visits over, village by village; answers how many wait for another visit. */
export async function acceptByVillage(
  company: Company,
  by: { readonly signal: AbortSignal; readonly told: (done: number, of: number) => void },
): Promise<void> {
  const ratna = await company.as('ratna')
  const query = { by: 'village' } as const
  const { rows } = await ratna.call(visitsContract, 'GET /api/progress', { query })
  const waiting = rows.filter((row) => row.sent > 0)
  for (const [at, { code }] of waiting.entries()) {
    by.signal.throwIfAborted()
    await ratna.call(classificationContract, 'POST /api/visits/accept', { body: { village: code } })
    by.told(at + 1, waiting.length)
  }
}

/** Ratna proposes the doubles, Hendra confirms: nobody confirms what they proposed. */
export async function confirmByVillage(
  company: Company,
  by: { readonly signal: AbortSignal; readonly told: (done: number, of: number) => void },
): Promise<void> {
  const ratna = await company.as('ratna')
  await ratna.call(classificationContract, 'POST /api/decisions/propose-doubles')
  const hendra = await company.as('hendra')
  const counts = await hendra.call(classificationContract, 'GET /api/decisions/counts')
  const waiting = counts.villages.filter((village) => village.proposed > 0)
  const { at: seenAt } = counts
  const confirm = (where: { village: string } | { withoutVillage: true }, count: number) => {
    const body = { ...where, seen: { count, at: seenAt } }
    return hendra.call(classificationContract, 'POST /api/decisions/confirm', { body })
  }
  for (const [at, { code, proposed }] of waiting.entries()) {
    by.signal.throwIfAborted()
    await confirm({ village: code }, proposed)
    by.told(at + 1, waiting.length)
  }
  const inVillages = waiting.reduce((sum, village) => sum + village.proposed, 0)
  await confirm({ withoutVillage: true }, (counts.states.proposed ?? 0) - inVillages)
}

const decree = {
  number: '188.45/417/DINSOS/2023',
  title: 'Penetapan keluarga miskin ekstrem Kabupaten Bangka tahun 2023',
  decreedOn: '2023-06-15',
}

/** Ratna drafts the decree, the regent freezes it; answers its id, or none when nobody is poor. */
export async function decreeFamilies(company: Company): Promise<string | undefined> {
  const ratna = await company.as('ratna')
  const known = await ratna.call(classificationContract, 'GET /api/decrees')
  const frozen = known.decrees.find((each) => each.state === 'frozen')
  if (frozen !== undefined) return frozen.id
  let draft = known.decrees.find((each) => each.state === 'draft')
  if (draft === undefined) {
    if (known.candidates === 0) return undefined
    const made = await ratna.call(classificationContract, 'POST /api/decrees', { body: decree })
    const params = { id: made.id }
    draft = await ratna.call(classificationContract, 'GET /api/decrees/:id', { params })
  }
  const regent = await company.as('bupati')
  const { id, number, lineCount } = draft
  await regent.call(classificationContract, 'POST /api/decrees/:id/freeze', {
    params: { id },
    body: { number, lineCount },
  })
  return id
}

/** The list goes back to its owner with a result on each row; answers the file's size. */
export async function returnList(company: Company, familyImport: string): Promise<number> {
  const ratna = await company.as('ratna')
  const params = { id: familyImport }
  const path = 'POST /api/imports/:id/return-file'
  const bytes = await ratna.call(classificationContract, path, { params })
  return bytes.byteLength
}
