import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import { countPart, idPart, pageOf, pagePart, reasonText } from '../kernel/contract-parts.ts'

export const importStates = [
  'received',
  'checking',
  'checked',
  'entering',
  'entered',
  'refused',
  'withdrawn',
] as const

const importSummary = z.object({
  id: z.string(),
  fileName: z.string(),
  fileBytes: countPart,
  /** `p3ke-family` or `p3ke-person`, with `xlsx` or `csv`; null until recognised. */
  format: z.nullable(z.enum(['p3ke-family', 'p3ke-person'])),
  container: z.enum(['xlsx', 'csv']),
  unit: z.enum(['household', 'person']),
  owner: z.string(),
  deliveredOn: z.nullable(z.string()),
  state: z.enum(importStates),
  /** Rows of the file after the header, blank, header and total lines included. */
  rowCount: countPart,
  /** Rows that speak of a family or a person. */
  dataRows: countPart,
  goodRows: countPart,
  waitingRows: countPart,
  findingCount: countPart,
  /** Distinct ID Keluarga among the data rows. */
  families: countPart,
  persons: countPart,
  problemCode: z.nullable(z.string()),
  progress: z.object({
    phase: z.enum(['waiting', 'reading', 'saving', 'done']),
    rows: countPart,
    share: z.number(),
  }),
  receivedBy: z.nullable(z.string()),
  receivedAt: z.string(),
  checkedAt: z.nullable(z.string()),
  enteredAt: z.nullable(z.string()),
  withdrawnAt: z.nullable(z.string()),
})

const finding = z.object({
  row: countPart,
  field: z.string(),
  code: z.string(),
  severity: z.enum(['wait', 'look']),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
})

const idParams = z.object({ id: idPart })

export const sourcesContract = {
  'GET /api/imports': {
    permission: 'list.read',
    query: z.object({ page: pagePart }),
    reply: pageOf(importSummary),
  },
  'GET /api/imports/:id': {
    permission: 'list.read',
    params: idParams,
    reply: z.object({
      ...importSummary.shape,
      header: z.array(z.string()),
      /** Column of the file (0-based) -> field, as understood. */
      mapping: z.array(z.object({ column: countPart, field: z.string() })),
      findings: z.array(
        z.object({
          code: z.string(),
          severity: z.enum(['wait', 'look']),
          rows: countPart,
          samples: z.array(finding),
        }),
      ),
      /** First data rows, secrets masked. */
      sampleRows: z.array(z.object({ row: countPart, cells: z.array(z.string()) })),
    }),
  },
  /** The rows of one finding, paged. */
  'GET /api/imports/:id/findings': {
    permission: 'list.read',
    params: idParams,
    query: z.object({ code: z.optional(z.string().check(z.maxLength(80))), page: pagePart }),
    reply: pageOf(finding),
  },
  /** One list file (field `file`); the same bytes again answer with the import there is. */
  'POST /api/imports': {
    permission: 'list.import',
    upload: true,
    reply: z.object({ id: z.string(), state: z.enum(importStates), known: z.boolean() }),
  },
  /** Good rows into the registry; waiting rows stay. Runs as a job. */
  'POST /api/imports/:id/enter': {
    permission: 'list.import',
    params: idParams,
    reply: z.object({ id: z.string(), state: z.enum(importStates) }),
  },
  /**
   * Takes an import back: families known from nothing else leave; what relied on them is listed.
   */
  'POST /api/imports/:id/withdraw': {
    permission: 'list.withdraw',
    params: idParams,
    body: z.object({ reason: reasonText }),
    reply: z.object({
      id: z.string(),
      state: z.enum(importStates),
      householdsTakenOut: countPart,
      /** Families that stay because work stands on them, the first hundred. */
      reliedOn: z.array(
        z.object({ householdId: z.string(), headName: z.string(), state: z.string() }),
      ),
      reliedOnCount: countPart,
    }),
  },
} as const satisfies Contract
