import { accessContract } from '../../core/access/contract.ts'
import type { Role } from '../../core/access/permissions.ts'
import { addDemonstrationAccounts } from '../../server/access/add-account.ts'
import { chanceOf } from './chance.ts'
import { enterDoor, type Visitor } from './door-client.ts'
import { drawName } from './names.ts'
import { demonstrationTenant, type Stage } from './stage.ts'
import type { StoryIndex } from './story-index.ts'

type Person = {
  readonly signInName: string
  readonly name: string
  readonly role: Role
  readonly areas: readonly string[]
}

/** Where Sari works and Budi and Wati go. */
export const sariVillage = '19.01.02.2004'
const budiVillage = '19.01.02.2004'
const watiVillage = '19.01.02.2005'

/** The people of the demonstration; whoever opens it may sign in as each of them. */
const cast: readonly Person[] = [
  { signInName: 'admin', name: 'Agus Admin', role: 'administrator', areas: [] },
  { signInName: 'ratna', name: 'Ratna Dinsos', role: 'social-office', areas: [] },
  { signInName: 'hendra', name: 'Hendra Dinsos', role: 'social-office', areas: [] },
  { signInName: 'sari', name: 'Sari Operator', role: 'village-operator', areas: [sariVillage] },
  { signInName: 'budi', name: 'Budi Verifikator', role: 'verifier', areas: [budiVillage] },
  { signInName: 'wati', name: 'Wati Verifikator', role: 'verifier', areas: [watiVillage] },
  { signInName: 'tono', name: 'Tono Penyalur', role: 'payer', areas: [] },
  { signInName: 'yusuf', name: 'Yusuf Penyalur', role: 'payer', areas: [] },
  { signInName: 'dewi', name: 'Dewi Bappeda', role: 'planning-team', areas: [] },
  { signInName: 'maya', name: 'Maya Inspektorat', role: 'auditor', areas: [] },
  { signInName: 'bupati', name: 'Bupati Bangka', role: 'regent', areas: [] },
]

export type CastName =
  | 'admin'
  | 'ratna'
  | 'hendra'
  | 'sari'
  | 'tono'
  | 'yusuf'
  | 'dewi'
  | 'maya'
  | 'bupati'

/** Who comes through the door; each signs in once. */
export type Company = {
  readonly as: (name: CastName) => Promise<Visitor>
  readonly enter: (signInName: string) => Promise<Visitor>
}

export function gatherCompany(url: string): Company {
  const visitors = new Map<string, Promise<Visitor>>()
  const enter = (signInName: string) => {
    const known = visitors.get(signInName)
    if (known !== undefined) return known
    const entering = enterDoor(url, signInName)
    visitors.set(signInName, entering)
    return entering
  }
  return { as: enter, enter }
}

/** The cast, once: they sign in without a secret, which only a demonstration lets them. */
export async function makeCast(stage: Stage): Promise<void> {
  const response = await fetch(`${stage.url}/api/demonstration/accounts`)
  const reply: unknown = await response.json()
  if (JSON.stringify(reply).includes('"admin"')) return
  await addDemonstrationAccounts(stage.house.database, demonstrationTenant, cast)
}

/** Families that one person can visit within the weeks of the story. */
const familiesPerVerifier = 250

/** The administrator names the verifiers of every village; those that are there stay. */
export async function nameVerifiers(
  company: Company,
  index: StoryIndex,
): Promise<readonly string[]> {
  const admin = await company.as('admin')
  const known = await listSignInNames(admin)
  const wanted = planVerifiers(index)
  for (const verifier of wanted) {
    if (known.has(verifier.signInName)) continue
    const { signInName, name, areas } = verifier
    await admin.call(accessContract, 'POST /api/accounts', {
      body: { signInName, name, role: 'verifier', areas: [...areas] },
    })
  }
  return ['budi', 'wati', ...wanted.map((each) => each.signInName)]
}

async function listSignInNames(admin: Visitor): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for (let page = 1; ; page++) {
    const found = await admin.call(accessContract, 'GET /api/accounts', { query: { page } })
    for (const row of found.rows) names.add(row.signInName)
    if (names.size >= found.total || found.rows.length === 0) return names
  }
}

/** One verifier for so many listed families, in every village but Budi's and Wati's own. */
function planVerifiers(index: StoryIndex): readonly Person[] {
  const chance = chanceOf(index.seed, 'verifiers')
  const perVillage = Map.groupBy(index.rows, (row) => row.villageCode)
  return [...perVillage].flatMap(([code, rows]) => {
    if (code === budiVillage || code === watiVillage) return []
    const count = Math.max(1, Math.round(rows.length / familiesPerVerifier))
    return Array.from({ length: count }, (_, at): Person => {
      const sex = chance.happens(0.6) ? 'female' : 'male'
      const name = drawName(chance, { descent: 'malay', sex, born: 1985 })
      return { signInName: `psm-${code}-${at + 1}`, name, role: 'verifier', areas: [code] }
    })
  })
}
