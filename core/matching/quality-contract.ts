import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import { countPart, idPart } from '../kernel/contract-parts.ts'
import { side } from './contract.ts'

/** What a clerk says of a pair that was drawn by chance; it joins and parts nothing. */
const qualityLabel = z.enum(['same', 'different', 'unsure'])

/** A share with its 95 % interval; nothing at all while labels are too few. */
const estimate = z.object({
  value: z.nullable(z.number()),
  low: z.nullable(z.number()),
  high: z.nullable(z.number()),
  /** Labels that are missing until the share may be told; 0 also when it is a share of nothing. */
  needed: countPart,
})

const figures = z.object({
  /** Pairs that were near enough to be judged, those of them that are joined, in the whole run. */
  considered: countPart,
  joined: countPart,
  /** Labels that these figures rest on, and those of them that said "cannot tell". */
  labels: countPart,
  unsure: countPart,
  precision: estimate,
  recall: estimate,
})

const sampleLine = z.object({
  id: z.string(),
  drawnAt: z.string(),
  ruleVersion: z.string(),
  families: countPart,
  labels: countPart,
})

const listFigures = z.object({
  /** Null for families that no list brought, and for lists too many to be told apart. */
  importId: z.nullable(z.string()),
  fileName: z.string(),
  owner: z.string(),
  receivedAt: z.nullable(z.string()),
  /**
   * When the list was matched by itself after the sample: its pairs were drawn then, and are in no
   * figure but its own. The engine's reckoning as for the sample. Else null.
   */
  since: z.nullable(
    z.object({ drawnAt: z.string(), expectedBelow: z.number(), expectedMissed: z.number() }),
  ),
  /** Both families from this list. */
  inside: figures,
  /** One family from this list, the other from elsewhere in the registry. */
  against: figures,
})

const params = z.object({ sample: idPart })
const listQuery = z.object({ list: z.optional(idPart) })

export const qualityContract = {
  /** How well the registry was matched, by the labels of a sample: the newest or the one named. */
  'GET /api/match-quality': {
    permission: 'match.quality',
    query: z.object({ sample: z.optional(idPart) }),
    reply: z.object({
      /** Null before the first matching. */
      sample: z.nullable(
        z.object({
          ...sampleLine.shape,
          /** The last label's moment. */
          labelledAt: z.nullable(z.string()),
          /** Pairs that the sample is drawn from: judged with at least this probability. */
          floor: z.number(),
          /** By the engine's own reckoning alone: true pairs below the floor. */
          expectedBelow: z.number(),
          /** By the engine's own reckoning alone: true pairs that were never compared, at least. */
          expectedMissed: z.number(),
        }),
      ),
      registry: z.nullable(figures),
      lists: z.array(listFigures),
      /** All samples that have labels, and the newest; the newest first. */
      samples: z.array(sampleLine),
    }),
  },
  /** The next pair to label, blind: no probability, no evidence, nothing of what became of it. */
  'GET /api/match-quality/:sample/next': {
    permission: 'match.measure',
    params,
    query: listQuery,
    reply: z.object({
      labels: countPart,
      /** Labels that are missing until the first figures may be told. */
      needed: countPart,
      /** True when the caller has a label that can be taken back. */
      mayUndo: z.boolean(),
      /** Null when every drawn pair is labelled. */
      pair: z.nullable(
        z.object({
          pairNo: countPart,
          left: side,
          right: side,
          /** How each field compares, because numbers and birth dates are masked; no weights. */
          compared: z.array(
            z.object({
              field: z.string(),
              level: z.string(),
              detail: z.record(z.string(), z.number()),
            }),
          ),
        }),
      ),
    }),
  },
  /** One label. Twice the same by the same person answers the same. */
  'POST /api/match-quality/:sample/labels': {
    permission: 'match.measure',
    params,
    body: z.object({ pairNo: countPart.check(z.maximum(1_000_000)), label: qualityLabel }),
    reply: z.object({ queued: z.boolean() }),
  },
  /** Takes the caller's newest label of this sample back. */
  'POST /api/match-quality/:sample/undo': {
    permission: 'match.measure',
    params,
    reply: z.object({ pairNo: countPart }),
  },
} as const satisfies Contract
