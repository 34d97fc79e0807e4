import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import {
  areaCodePart,
  countPart,
  dayPart,
  idPart,
  pageOf,
  pagePart,
  reasonText,
} from '../kernel/contract-parts.ts'
import { choiceFields } from './choices.ts'
import { otherStories } from './outcome.ts'
import { pairStates } from './review.ts'
import { sureSteps } from './sure.ts'

export const pairState = z.enum(pairStates)

const evidence = z.object({
  /** What was compared: `name`, `national-id`, … (words: `matching.field.<field>`). */
  field: z.string(),
  /** How it compared: `equal`, `one-digit`, … (words: `matching.level.<field>.<level>`). */
  level: z.string(),
  /** Bits for (positive) and against (negative). */
  weight: z.number(),
  /** Numbers that the words need, e.g. members found of members compared. */
  detail: z.optional(z.record(z.string(), z.number())),
})

const member = z.object({
  name: z.string(),
  relation: z.nullable(z.string()),
  sex: z.nullable(z.string()),
  bornYear: z.nullable(z.number()),
  nationalIdMask: z.string(),
  /** True when somebody of the other family is found to be this person. */
  known: z.boolean(),
})

export const side = z.object({
  householdId: z.string(),
  headName: z.string(),
  nationalIdMask: z.string(),
  familyCardMask: z.string(),
  sex: z.nullable(z.string()),
  /** The year only: region, day and serial together would give the NIK. */
  bornYear: z.nullable(z.number()),
  villageCode: z.nullable(z.string()),
  villageName: z.string(),
  districtName: z.string(),
  address: z.string(),
  memberCount: countPart,
  members: z.array(member),
  /** Where the family stands in a list. */
  listed: z.nullable(
    z.object({
      importId: z.string(),
      fileName: z.string(),
      owner: z.string(),
      row: countPart,
      receivedAt: z.string(),
    }),
  ),
  /** The family that it is shown as, when it is an alias. */
  aliasOf: z.nullable(z.string()),
  /** The name of that family's head. */
  aliasOfName: z.nullable(z.string()),
})

const listedSide = z.object({
  householdId: z.string(),
  headName: z.string(),
  villageName: z.string(),
})

const pairRow = z.object({
  id: z.string(),
  state: pairState,
  probability: z.number(),
  weight: z.number(),
  left: listedSide,
  right: listedSide,
  foundAt: z.string(),
  decidedByName: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  /** Why the engine left it to a person (`matching.because.<code>`). */
  because: z.array(z.string()),
  /** What a person's answer is worth (core/matching/worth.ts). */
  worth: z.number(),
  /** A second person is waited for, whatever the state is. */
  waitsForSecond: z.boolean(),
})

const params = z.object({ id: idPart })

/** How a pair stands after a step. */
export const standing = z.object({
  state: pairState,
  aliasOf: z.nullable(z.string()),
  /** The step waits for a second person. */
  proposed: z.boolean(),
  /** When what stands now was said: an undo sends it along as `seen`. */
  saidAt: z.nullable(z.string()),
})

/** `seen` is the `saidAt` of what should be taken back. */
export const takingBack = z.optional(
  z.object({ reason: z.optional(reasonText), seen: z.optional(z.iso.datetime()) }),
)

/** A person as far as a form knows yet; a name or a number is needed. */
const personAsked = z.object({
  name: z.string().check(z.trim(), z.maxLength(100)),
  sex: z.optional(z.enum(['male', 'female'])),
  bornOn: z.optional(dayPart),
  /** As typed; what is no number counts as none. */
  nationalId: z.optional(z.string().check(z.maxLength(40))),
  familyCard: z.optional(z.string().check(z.maxLength(40))),
  villageCode: z.optional(areaCodePart),
})

const knownPerson = z.object({
  householdId: z.string(),
  personId: z.string(),
  name: z.string(),
  nationalIdMask: z.string(),
  sex: z.nullable(z.enum(['male', 'female'])),
  bornYear: z.nullable(z.number()),
  relation: z.nullable(z.string()),
  headName: z.string(),
  villageName: z.string(),
  districtName: z.string(),
  /** In steps: a number would move with every digit that is guessed (decision 0021). */
  sure: z.enum(sureSteps),
  /** Of numbers and dates only that they are equal; the strongest first. */
  evidence: z.array(z.object({ field: z.string(), level: z.string() })),
})

export const matchingContract = {
  /**
   * Who of the registry a person may be, the likeliest first, within what the caller may see. A
   * POST, so that no number stands in a URL. `elsewhere`: somebody out of the caller's reach is
   * likely by name, village and sex. An account may ask so often (`matching.asked-too-often`).
   */
  'POST /api/persons/known': {
    permission: 'person.check',
    body: personAsked,
    reply: z.object({
      /** `preparing`: the index is being made; `share` of it is done (0 to 1). Ask again. */
      state: z.enum(['ready', 'preparing']),
      share: z.number(),
      rows: z.array(knownPerson),
      elsewhere: z.boolean(),
    }),
  },
  /**
   * Pairs of a state. `open` is the queue: answered by a village first, those that somebody was
   * unsure of last, and by what an answer is worth within. Decided ones by their newest.
   */
  'GET /api/matches': {
    permission: 'match.read',
    query: z.object({
      state: z._default(z.enum([...pairStates, 'open']), 'open'),
      sort: z._default(z.enum(['worth', 'probability', 'newest']), 'worth'),
      village: z.optional(areaCodePart),
      /** A reason why a person decides, as in `because`. */
      because: z.optional(z.string().check(z.regex(/^[a-z-]{1,40}$/))),
      page: pagePart,
    }),
    reply: pageOf(pairRow),
  },
  /** Pairs by state, and families that stand as an alias of another. */
  'GET /api/matches/counts': {
    permission: 'match.read',
    reply: z.object({
      joined: countPart,
      queued: countPart,
      unsure: countPart,
      asked: countPart,
      answered: countPart,
      /** Every proposal that waits for a second person, of an un-merge too. */
      proposed: countPart,
      same: countPart,
      different: countPart,
      withdrawn: countPart,
      open: countPart,
      aliases: countPart,
    }),
  },
  /** One pair side by side, masked, with its evidence. */
  'GET /api/matches/:id': {
    permission: 'match.read',
    params,
    reply: z.object({
      id: z.string(),
      state: pairState,
      probability: z.number(),
      /** Sum of the evidence in bits, before the rarity of doubles is taken off. */
      weight: z.number(),
      /** Below `doubtful` the sum says different, above `certain` same. */
      thresholds: z.object({ doubtful: z.number(), certain: z.number() }),
      ruleVersion: z.string(),
      evidence: z.array(evidence),
      /**
       * Why the engine left it to a person although the sum is high (`matching.objection.<code>`).
       */
      objections: z.array(z.string()),
      /** Why the engine left it to a person, as in the list (`matching.because.<code>`). */
      because: z.array(z.string()),
      /** What the evidence stands against (`matching.instead.<code>`); null in older pairs. */
      instead: z.nullable(z.enum(otherStories)),
      /** Who was compared: 0 is the head, n the n-th of `members`. */
      persons: z.object({ left: countPart, right: countPart }),
      /** Places, from 0, at which their two whole numbers differ; none when many do. */
      slips: z.object({ nationalId: z.array(countPart), familyCard: z.array(countPart) }),
      left: side,
      right: side,
      reason: z.nullable(z.string()),
      decidedByName: z.nullable(z.string()),
      decidedAt: z.nullable(z.string()),
      /** When what stands was last said, by a verdict, a question or a proposal. */
      saidAt: z.nullable(z.string()),
      /** The asker may take back what stands: by their role, and a proposal if it is their own. */
      mayUndo: z.boolean(),
    }),
  },
  /**
   * A person's verdict: it stands until a person undoes it. Where aid hangs on either family it is
   * proposed (`proposed`), and a second person settles it. `unsure` goes to the back of the queue.
   */
  'POST /api/matches/:id/decision': {
    permission: 'match.decide',
    params,
    body: z.object({
      verdict: z.enum(['same', 'different', 'unsure']),
      reason: reasonText,
      /** With `same`: whose value the family shows, for fields that differ; else by the rule. */
      choices: z.optional(z.partialRecord(z.enum(choiceFields), z.enum(['left', 'right']))),
    }),
    reply: standing,
  },
  /**
   * Takes back what a person said: what the engine said stands again, aliases follow. A question to
   * a village is withdrawn, an own proposal too. Where aid hangs on it, taking apart is proposed.
   * Not one's own, it takes a reason; with `seen`, nothing said since is taken back
   * (`matching.changed-meanwhile`).
   */
  'POST /api/matches/:id/undo': {
    permission: 'match.decide',
    params,
    body: takingBack,
    reply: standing,
  },
} as const satisfies Contract
