import { type Actor, may } from '../../core/access/actor.ts'
import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { compareFamilies, fields } from '../../core/matching/comparison.ts'
import { differingPlaces } from '../../core/matching/differences.ts'
import {
  type Families,
  familiesFrom,
  familyCardOf,
  headOf,
  nationalIdOf,
} from '../../core/matching/families.ts'
import { isSamePerson } from '../../core/matching/members.ts'
import { queuedBecause } from '../../core/matching/outcome.ts'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import { matchingProblem } from '../../core/matching/problems.ts'
import { isOwn, mayStep } from '../../core/matching/review.ts'
import { maskNationalId } from '../../core/registry/national-id.ts'
import type { Reader } from '../database.ts'
import { sealContext, type TenantKeys } from '../keyring.ts'
import type { FoundPair } from './carry-out.ts'
import { findSide, listPersonsOf, type SideRow } from './family-store.ts'
import { decrypted, familyOf } from './load-families.ts'
import {
  countPairsIn,
  listPairRows,
  type PairFilter,
  type PairRow,
  type PairSort,
} from './queue-store.ts'
import { type EvidenceLine, findPair } from './store.ts'

export async function readPairs(
  db: Reader,
  ask: PairFilter & { readonly sort: PairSort; readonly page?: number | undefined },
) {
  const page = ask.page ?? 1
  const found = await listPairRows(db, {
    ...ask,
    offset: (page - 1) * pageSizeDefault,
    limit: pageSizeDefault,
  })
  const rows = found.map((row) => ({
    id: row.id,
    state: row.state,
    probability: row.probability,
    weight: row.weight,
    left: { householdId: row.leftId, headName: row.leftName, villageName: row.leftVillage ?? '' },
    right: {
      householdId: row.rightId,
      headName: row.rightName,
      villageName: row.rightVillage ?? '',
    },
    foundAt: row.foundAt.toISOString(),
    decidedByName: row.decidedByName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    because: [...becauseOf(row)],
    worth: row.worth,
    waitsForSecond: row.waitsForSecond,
  }))
  return { rows, total: await countPairsIn(db, ask), page, pageSize: pageSizeDefault }
}

/** Only what the engine left to a person has a reason to tell. */
function becauseOf(
  pair: Pick<PairRow, 'evidence' | 'probability' | 'engineState'>,
): readonly string[] {
  const { evidence, probability, engineState } = pair
  const { lines, objections } = evidence
  // A quality label put it here, whatever the engine says.
  if (engineState !== 'queued') return objections.filter((code) => code.startsWith('label-'))
  const oneNumber = lines.some((line) => line.field === 'national-id' && line.level === 'equal')
  return queuedBecause(weights2026, { probability, oneNumber, objections })
}

/** One pair side by side. Numbers are masked here; a birth date shows as its year. */
export async function readPair(
  db: Reader,
  keys: TenantKeys,
  asked: { readonly id: string; readonly actor: Actor },
) {
  const pair = await findPair(db, asked.id)
  if (pair === undefined) throw matchingProblem('matching.pair-not-found')
  const sides = [await loadSide(db, keys, pair.left), await loadSide(db, keys, pair.right)] as const
  const families = familiesFrom(sides.map((side) => side.family))
  const { priorBits } = pair.evidence
  const at = (probability: number) => Math.log2(probability / (1 - probability)) - priorBits
  const { doubtful, certain } = weights2026.thresholds
  return {
    id: pair.id,
    state: pair.state,
    probability: pair.probability,
    weight: pair.weight,
    thresholds: { doubtful: tenths(at(doubtful)), certain: tenths(at(certain)) },
    ruleVersion: pair.ruleVersion,
    evidence: [...pair.evidence.lines],
    objections: [...pair.evidence.objections],
    because: [...becauseOf(pair)],
    instead: pair.evidence.instead ?? null,
    ...whoIsCompared(families, pair.evidence.lines),
    left: showSide(sides[0], families, 0),
    right: showSide(sides[1], families, 1),
    reason: pair.reason,
    decidedByName: pair.decidedByName,
    decidedAt: pair.decidedAt?.toISOString() ?? null,
    saidAt: pair.saidAt?.toISOString() ?? null,
    mayUndo: mayUndo(pair, asked.actor),
  }
}

/** Whether this person may take back what stands; a proposal is withdrawn by who made it. */
function mayUndo(pair: FoundPair, actor: Actor): boolean {
  if (!may(actor, 'match.decide')) return false
  return pair.proposalId === null ? mayStep(pair.state, 'undo') : isOwn(pair, actor.accountId)
}

/** The two persons that the evidence speaks of, and where their numbers differ. */
function whoIsCompared(families: Families, lines: readonly EvidenceLine[]) {
  const { persons, levels } = compareFamilies(families, 0, 1)
  const heads = [headOf(families, 0), headOf(families, 1)] as const
  const role = lines.find((line) => line.field === 'role')?.level ?? 'heads'
  // A family that changed since then may be compared otherwise now.
  const [left, right] = levels.role === role ? persons : heads
  const slips = {
    nationalId: differingPlaces(nationalIdOf(families, left), nationalIdOf(families, right)),
    familyCard: differingPlaces(familyCardOf(families, 0), familyCardOf(families, 1)),
  }
  return {
    persons: { left: left - heads[0], right: right - heads[1] },
    slips: { nationalId: [...slips.nationalId], familyCard: [...slips.familyCard] },
  }
}

/** Two families side by side without what the engine thinks: shown, and how each field compares. */
export async function readSides(
  db: Reader,
  keys: TenantKeys,
  pair: { readonly left: string; readonly right: string },
) {
  const sides = [await loadSide(db, keys, pair.left), await loadSide(db, keys, pair.right)] as const
  const families = familiesFrom(sides.map((side) => side.family))
  const { levels, membersFound, membersCompared } = compareFamilies(families, 0, 1)
  const detail = { found: membersFound, compared: membersCompared }
  return {
    left: showSide(sides[0], families, 0),
    right: showSide(sides[1], families, 1),
    compared: fields.map((field) => ({ field, level: levels[field], detail })),
  }
}

async function loadSide(db: Reader, keys: TenantKeys, id: string) {
  const row = await findSide(db, id)
  if (row === undefined) throw matchingProblem('matching.pair-not-found')
  const found = await listPersonsOf(db, id)
  const head = found.filter((person) => person.id === row.headPersonId)
  const others = found.filter((person) => person.id !== row.headPersonId)
  const family = familyOf({ db, keys, household: row, persons: found })
  const mask = (sealed: Buffer | null, kind: 'national-id' | 'family-card') => {
    const digits = decrypted(keys, sealed, sealContext(db.tenantId, kind))
    return digits === '' ? '' : maskNationalId(digits)
  }
  const masks = others.map((person) => mask(person.nationalId, 'national-id'))
  const headMask = mask(head[0]?.nationalId ?? null, 'national-id')
  return { row, family, others, masks, headMask, cardMask: mask(row.familyCard, 'family-card') }
}

type Side = Awaited<ReturnType<typeof loadSide>>

function showSide(side: Side, families: Families, at: 0 | 1) {
  const { row, family, others, masks } = side
  return {
    householdId: row.id,
    headName: row.headName,
    nationalIdMask: side.headMask,
    familyCardMask: side.cardMask,
    sex: family.head.sex,
    bornYear: yearOf(family.head.bornOn),
    villageCode: row.villageCode,
    villageName: row.villageName ?? '',
    districtName: row.districtName ?? '',
    address: row.address,
    memberCount: row.memberCount,
    members: others.map((person, place) => ({
      name: person.name,
      relation: person.relation,
      sex: person.sex,
      bornYear: yearOf(person.bornOn),
      nationalIdMask: masks[place] ?? '',
      known: isKnown(families, headOf(families, at) + 1 + place, at === 0 ? 1 : 0),
    })),
    listed: listedOf(row),
    aliasOf: row.aliasOf,
    aliasOfName: row.aliasOfName,
  }
}

/** Whether somebody of the other family is this person. */
function isKnown(families: Families, person: number, other: 0 | 1): boolean {
  const end = families.firstPerson[other + 1] ?? 0
  for (let candidate = headOf(families, other); candidate < end; candidate += 1) {
    if (isSamePerson(families, person, candidate)) return true
  }
  return false
}

function listedOf(row: SideRow) {
  if (row.importId === null || row.row === null || row.receivedAt === null) return null
  return {
    importId: row.importId,
    fileName: row.fileName ?? '',
    owner: row.owner ?? '',
    row: row.row,
    receivedAt: row.receivedAt.toISOString(),
  }
}

function yearOf(day: string | null): number | null {
  return day === null ? null : Number(day.slice(0, 4))
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
