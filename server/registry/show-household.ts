import { ageOn, plainDate } from '../../core/kernel/plain-date.ts'
import { registryProblem } from '../../core/registry/problems.ts'
import type { Reader } from '../database.ts'
import type { TenantKeys } from '../keyring.ts'
import { householdRow, type Masking, maskOf } from './household-rows.ts'
import {
  findHousehold,
  type HouseholdDetail,
  listAliases,
  listChosenFields,
  listMembers,
  listSourceKeys,
  listTimeline,
  type MemberRecord,
} from './store.ts'

/** One family as the registry knows it: masks, conditions with provenance, sources, timeline. */
export async function showHousehold(
  db: Reader,
  asked: { readonly id: string; readonly keys: TenantKeys; readonly wholeRegency: boolean },
) {
  const { id, wholeRegency } = asked
  const found = await findHousehold(db, id)
  if (found === undefined) throw registryProblem('registry.household-not-found')
  const masking: Masking = { keys: asked.keys, tenantId: db.tenantId }
  const members = await listMembers(db, id)
  // Keys of lists and aliases are the office's: the area role may not read them.
  const sources = wholeRegency ? await listSourceKeys(db, id) : []
  const aliases = wholeRegency ? await listAliases(db, id) : []
  const timeline = await listTimeline(db, id)
  const today = db.now.toISOString().slice(0, 10)
  return {
    ...householdRow(masking, found),
    familyCardMask: maskOf(masking, found.family_card_cipher, 'family-card'),
    centralDecileFrom: found.central_decile_from,
    members: members.map((each) =>
      memberRow(masking, { member: shownMember(each, found), headId: found.head_person_id, today }),
    ),
    chosen: (await listChosenFields(db, id)).map((each) => ({
      field: each.field,
      householdId: each.household_id,
      headName: each.head_name,
      villageName: each.village_name,
      by: each.by,
      at: each.at,
    })),
    conditions: found.conditions,
    provenance: Object.entries(found.provenance).map(([group, [kind, source, on]]) => ({
      group,
      kind,
      id: source,
      observedOn: on === '' ? null : on,
    })),
    sources: sources.map((each) => ({
      owner: each.owner,
      key: each.key,
      importId: each.import_id,
      row: each.row_no,
    })),
    aliases: aliases.map((each) => ({
      householdId: each.alias_id,
      headName: each.head_name,
      because: each.because,
      madeAt: each.made_at.toISOString(),
    })),
    timeline: timeline.map((each) => ({
      name: each.name,
      at: each.happened_at.toISOString(),
      by: each.by,
      detail: each.detail,
    })),
  }
}

/** The head with what a person chose of another record of the same family. */
function shownMember(member: MemberRecord, family: HouseholdDetail): MemberRecord {
  if (member.id !== family.head_person_id) return member
  return {
    ...member,
    name: family.head_name,
    national_id_cipher: family.head_cipher,
    sex: family.chosen_sex ?? member.sex,
    born_on: family.chosen_born_on ?? member.born_on,
  }
}

function memberRow(
  masking: Masking,
  given: { readonly member: MemberRecord; readonly headId: string | null; readonly today: string },
) {
  const { member, headId, today } = given
  return {
    personId: member.id,
    name: member.name,
    nationalIdMask: maskOf(masking, member.national_id_cipher),
    sex: member.sex,
    age: member.born_on === null ? null : ageOn(plainDate(member.born_on), plainDate(today)),
    relation: member.relation,
    head: member.id === headId,
    alive: member.alive,
    livesElsewhere: member.lives_elsewhere,
    livesIn: member.lives_in,
    attributes: member.attributes,
  }
}
