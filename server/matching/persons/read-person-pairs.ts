import { type Actor, may } from '../../../core/access/actor.ts'
import { pageSizeDefault } from '../../../core/kernel/contract-parts.ts'
import { isPersonVerdict } from '../../../core/matching/person-pair.ts'
import { matchingProblem } from '../../../core/matching/problems.ts'
import { isOwn } from '../../../core/matching/review.ts'
import { maskNationalId } from '../../../core/registry/national-id.ts'
import type { Reader } from '../../database.ts'
import { sealContext, type TenantKeys } from '../../keyring.ts'
import { listPersonsOf } from '../family-store.ts'
import { decrypted } from '../load-families.ts'
import { aidOf } from './decide-persons.ts'
import {
  countPersonPairsIn,
  findPersonPairRow,
  listPersonPairRows,
  type PairedPerson,
  type PersonPairFilter,
  type PersonPairRow,
} from './read-store.ts'

export async function readPersonPairs(
  db: Reader,
  keys: TenantKeys,
  ask: PersonPairFilter & { readonly page?: number | undefined },
) {
  const page = ask.page ?? 1
  const offset = (page - 1) * pageSizeDefault
  const found = await listPersonPairRows(db, { ...ask, offset, limit: pageSizeDefault })
  return {
    rows: found.map((row) => ({
      ...showPair(row),
      left: showListed(db, keys, row.left),
      right: showListed(db, keys, row.right),
    })),
    total: await countPersonPairsIn(db, ask),
    page,
    pageSize: pageSizeDefault,
  }
}

/** Two persons side by side. Numbers are masked here; a birth date shows as its year. */
export async function readPersonPair(
  db: Reader,
  keys: TenantKeys,
  asked: { readonly id: string; readonly actor: Actor },
) {
  const row = await findPersonPairRow(db, asked.id)
  if (row === undefined) throw matchingProblem('matching.pair-not-found')
  const proposal =
    row.proposed === null || row.proposedAt === null
      ? null
      : {
          verdict: row.proposed,
          reason: row.proposedReason ?? '',
          proposedByName: row.proposedByName,
          proposedAt: row.proposedAt.toISOString(),
          own: row.proposedBy === asked.actor.accountId,
        }
  return {
    ...showPair(row),
    left: await showSide(db, keys, row.left),
    right: await showSide(db, keys, row.right),
    aid: [...(await aidOf(db, row))],
    proposal,
    saidAt: row.saidAt?.toISOString() ?? null,
    mayUndo: mayUndo(row, asked.actor),
  }
}

/** Whether this person may take back what stands; a proposal is withdrawn by who made it. */
function mayUndo(row: PersonPairRow, actor: Actor): boolean {
  if (!may(actor, 'match.decide')) return false
  return row.proposed === null ? isPersonVerdict(row.state) : isOwn(row, actor.accountId)
}

function showPair(row: PersonPairRow) {
  return {
    id: row.id,
    state: row.state,
    probability: row.probability,
    evidence: row.evidence.map(({ field, level, weight }) => ({ field, level, weight })),
    foundAt: row.foundAt.toISOString(),
    familyPairId: row.familyPairId,
    waitsForSecond: row.proposed !== null,
    reason: row.reason,
    decidedByName: row.decidedByName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }
}

function showListed(db: Reader, keys: TenantKeys, person: PairedPerson) {
  const { personId, name, bornYear, relation, isHead, householdId, headName, villageName } = person
  const sealed = person.nationalId === null ? null : Buffer.from(person.nationalId, 'hex')
  const digits = decrypted(keys, sealed, sealContext(db.tenantId, 'national-id'))
  const nationalIdMask = digits === '' ? '' : maskNationalId(digits)
  const home = { householdId, headName, villageName }
  return { personId, name, nationalIdMask, bornYear, relation, isHead, ...home }
}

async function showSide(db: Reader, keys: TenantKeys, person: PairedPerson) {
  const { sex, districtName, address, livesElsewhere } = person
  const others = (await listPersonsOf(db, person.householdId)).filter(
    (each) => each.id !== person.personId,
  )
  return {
    ...showListed(db, keys, person),
    sex,
    districtName,
    address,
    livesElsewhere,
    members: others.map(({ name, relation, bornOn }) => ({
      name,
      relation,
      bornYear: bornOn === null ? null : Number(bornOn.slice(0, 4)),
    })),
  }
}
