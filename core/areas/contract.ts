import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import { areaCodePart, countPart } from '../kernel/contract-parts.ts'

const area = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['province', 'regency', 'district', 'village']),
  parentCode: z.nullable(z.string()),
})

export const areasContract = {
  /** Areas under one code that the actor may see: drop-downs and names. */
  'GET /api/areas': {
    permission: 'area.read',
    query: z.object({ under: z.optional(areaCodePart) }),
    reply: z.object({ areas: z.array(area), total: countPart }),
  },
} as const satisfies Contract
