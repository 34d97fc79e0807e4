import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import {
  areaCodePart,
  countPart,
  idPart,
  pageOf,
  pagePart,
  reasonText,
} from '../kernel/contract-parts.ts'

export const householdStates = [
  'listed',
  'assigned',
  'visited',
  'accepted',
  'decided',
  'withdrawn',
] as const

const householdRow = z.object({
  id: z.string(),
  headName: z.string(),
  /** Mask of the head's NIK, or null when there is none. */
  nationalIdMask: z.nullable(z.string()),
  villageCode: z.nullable(z.string()),
  villageName: z.nullable(z.string()),
  districtName: z.nullable(z.string()),
  address: z.string(),
  memberCount: countPart,
  /** Central rank 1 to 10: truth P, read-only. */
  centralDecile: z.nullable(countPart),
  state: z.enum(householdStates),
  /** The regency's own finding once decided: truth K. */
  result: z.nullable(z.string()),
  aliasOf: z.nullable(z.string()),
})

const member = z.object({
  personId: z.string(),
  name: z.string(),
  nationalIdMask: z.nullable(z.string()),
  sex: z.nullable(z.enum(['male', 'female'])),
  /** Completed years; the day itself stays hidden while the NIK is masked. */
  age: z.nullable(countPart),
  relation: z.nullable(z.string()),
  head: z.boolean(),
  alive: z.boolean(),
  /** They stand in two families and live in the other: no member here. */
  livesElsewhere: z.boolean(),
  /** That family, where the asker may see it. */
  livesIn: z.nullable(z.string()),
  attributes: z.record(z.string(), z.unknown()),
})

const provenanceEntry = z.object({
  group: z.string(),
  /** `list`, `visit`, `card` … */
  kind: z.string(),
  id: z.string(),
  observedOn: z.nullable(z.string()),
})

const household = z.object({
  ...householdRow.shape,
  familyCardMask: z.nullable(z.string()),
  centralDecileFrom: z.nullable(z.string()),
  members: z.array(member),
  /** Canonical codes of core/visits/questionnaire.ts. */
  conditions: z.record(z.string(), z.unknown()),
  provenance: z.array(provenanceEntry),
  /** Fields shown from another record that is the same family, by whom and when. */
  chosen: z.array(
    z.object({
      field: z.string(),
      householdId: z.string(),
      headName: z.nullable(z.string()),
      /** Where the family lives by that record; it is visited in its own village. */
      villageName: z.nullable(z.string()),
      by: z.nullable(z.string()),
      at: z.string(),
    }),
  ),
  sources: z.array(
    z.object({
      owner: z.string(),
      key: z.string(),
      importId: z.string(),
      row: countPart,
    }),
  ),
  aliases: z.array(
    z.object({
      householdId: z.string(),
      headName: z.string(),
      because: z.string(),
      madeAt: z.string(),
    }),
  ),
  timeline: z.array(
    z.object({
      name: z.string(),
      at: z.string(),
      by: z.nullable(z.string()),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
})

const purpose = z.object({ purpose: reasonText })
const idParams = z.object({ id: idPart })

export const registryContract = {
  /** Families the actor may see, by village then id. */
  'GET /api/households': {
    permission: 'household.read',
    query: z.object({
      village: z.optional(areaCodePart),
      state: z.optional(z.enum(householdStates)),
      result: z.optional(z.string().check(z.maxLength(40))),
      text: z.optional(z.string().check(z.maxLength(100))),
      page: pagePart,
    }),
    reply: pageOf(householdRow),
  },
  /** One family: masks, truths, conditions with provenance, sources, aliases, timeline. */
  'GET /api/households/:id': {
    permission: 'household.read',
    params: idParams,
    reply: household,
  },
  /**
   * Names, sixteen digits of a NIK or a No. KK, or ID Keluarga; a POST, so that no number stands in
   * a URL. Sixteen digits count as a question who it is (`matching.asked-too-often`).
   */
  'POST /api/households/search': {
    permission: 'household.search',
    body: z.object({ text: z.string().check(z.trim(), z.minLength(2), z.maxLength(100)) }),
    reply: z.object({
      /** How the text was understood. */
      by: z.enum(['name', 'national-id', 'family-card', 'source-key']),
      rows: z.array(householdRow),
      more: z.boolean(),
    }),
  },
  /** The NIK of a person in full; records who asked and why. */
  'POST /api/persons/:id/national-id': {
    permission: 'national-id.unmask',
    params: idParams,
    body: purpose,
    reply: z.object({ nationalId: z.string(), hideAfterSeconds: countPart }),
  },
  /** The number of the family card in full; records who asked and why. */
  'POST /api/households/:id/family-card': {
    permission: 'national-id.unmask',
    params: idParams,
    body: purpose,
    reply: z.object({ familyCard: z.string(), hideAfterSeconds: countPart }),
  },
} as const satisfies Contract
