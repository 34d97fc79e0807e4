import { z } from 'zod/mini'
import { withoutLongNumbers } from './long-numbers.ts'
import { parsePlainDate } from './plain-date.ts'

/** Parts that most contracts share. Every text is bounded. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const idPart = z.string().check(z.regex(uuid))
/** A day that exists: 31 February is refused here, not by the database. */
export const dayPart = z.string().check(z.refine((value) => parsePlainDate(value) !== undefined))
export const areaCodePart = z.string().check(z.regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/))
export const shortText = z.string().check(z.maxLength(200))
/** Why an official did something, kept for years beside it: a NIK typed into it is not kept. */
export const reasonText = z
  .string()
  .check(z.maxLength(2000), z.overwrite(withoutLongNumbers), z.trim(), z.minLength(5))
export const countPart = z.number().check(z.int(), z.nonnegative())
export const rupiahPart = z.number().check(z.int())
/** Query strings carry numbers as text. */
export const pagePart = z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10000)))

/** Rows of one page; every list answers in this form. */
export function pageOf<Row extends z.ZodMiniType>(row: Row) {
  return z.object({ rows: z.array(row), total: countPart, page: countPart, pageSize: countPart })
}

export const pageSizeDefault = 50
