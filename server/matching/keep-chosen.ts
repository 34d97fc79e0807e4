import {
  type ChoiceField,
  type ChosenBy,
  type Taken,
  takenFields,
} from '../../core/matching/choices.ts'
import type { Writer } from '../database.ts'
import {
  type FieldSource,
  listChosen,
  listChosenBy,
  listFieldSources,
  setChosen,
} from './choice-store.ts'

/**
 * Brings what standing families show of their other records to the verdicts that stand. Only
 * `household.chosen` is written, never a family's own values: without the verdict it is null again,
 * and every byte of both families is as it was.
 */
export async function keepChosen(
  db: Writer,
  within: {
    readonly aliases: ReadonlyMap<string, string>
    readonly families: readonly string[] | null
  },
): Promise<void> {
  const standingOf = (family: string) => within.aliases.get(family) ?? family
  const groups = new Map<string, ChosenBy[]>()
  for (const { decidedAt, ...verdict } of await listChosenBy(db, within.families)) {
    const standing = standingOf(verdict.left)
    // Of families that left the lists: their verdict joins nothing meanwhile.
    if (standing !== standingOf(verdict.right)) continue
    const by = { ...verdict, decidedAt: decidedAt.toISOString() }
    groups.set(standing, [...(groups.get(standing) ?? []), by])
  }
  const taken = new Map([...groups].map(([family, by]) => [family, takenFields(family, by)]))
  const shown = (await listChosen(db, within.families)).map((each) => each.id)
  const from = [...taken.values()].flatMap((fields) => [...fields.values()].map((t) => t.from))
  const sources = await listFieldSources(db, [...new Set(from)])
  const byId = new Map(sources.map((source) => [source.id, source]))
  const families = [...new Set([...shown, ...taken.keys()])].map((id) => ({
    id,
    chosen: chosenText(taken.get(id) ?? new Map(), byId),
  }))
  if (families.length > 0) await setChosen(db, families)
}

/** The values as they are kept; null when the family shows nothing but its own. */
function chosenText(
  taken: ReadonlyMap<ChoiceField, Taken>,
  sources: ReadonlyMap<string, FieldSource>,
): string | null {
  const entries = [...taken].flatMap(([field, { from, by }]) => {
    const source = sources.get(from)
    const value = source === undefined ? null : fieldValue(field, source)
    if (value === null) return []
    return [[field, { value, from, pair: by.pairId, by: by.decidedBy, at: by.decidedAt }] as const]
  })
  return entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries))
}

/** Numbers stay sealed: their cipher as base64. */
function fieldValue(field: ChoiceField, source: FieldSource): string | null {
  switch (field) {
    case 'head-name':
      return source.headName
    case 'sex':
      return source.sex
    case 'birth-date':
      return source.bornOn
    case 'national-id':
      return source.nationalId?.toString('base64') ?? null
    case 'village':
      return source.villageCode
    case 'address':
      return source.address
    case 'family-card':
      return source.familyCard?.toString('base64') ?? null
  }
}
