import { call } from '../call.ts'
import { date } from '../format.ts'
import { useLoad } from '../load.ts'
import { type Household, resultWords } from '../registry/registry.ts'
import { t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'

type Chosen = Household['chosen'][number]

/** Fields that the family shows from another of its records: who chose it, from where. */
export function ChosenFields({ chosen }: { readonly chosen: Household['chosen'] }) {
  if (chosen.length === 0) return null
  return (
    <Section title={t('record.chosen')}>
      <ul class="lines">
        {chosen.map((each) => (
          <li key={each.field}>{chosenWords(each)}</li>
        ))}
      </ul>
    </Section>
  )
}

const fields = [
  'head-name',
  'sex',
  'birth-date',
  'national-id',
  'village',
  'address',
  'family-card',
] as const

function chosenWords(each: Chosen): string {
  const field = fields.find((name) => name === each.field) ?? 'head-name'
  const said = {
    field: t(`record.chosen.${field}`),
    by: each.by ?? '–',
    on: date(each.at),
    name: each.headName ?? t('record.chosen-elsewhere'),
  }
  if (each.villageName === null) return t('record.chosen-line', said)
  return t('record.chosen-village', { ...said, village: each.villageName })
}

/** What was decided about the records that are merged with this family, each under its name. */
export function PartDecisions({ aliases }: { readonly aliases: Household['aliases'] }) {
  const ids = aliases.map((alias) => alias.householdId)
  const loaded = useLoad(
    async (signal) => {
      const lists = await Promise.all(
        ids.map((household) => call('GET /api/decisions', { query: { household }, signal })),
      )
      return lists.flatMap((list) => list.rows)
    },
    [ids.join()],
  )
  if (ids.length === 0 || loaded.value?.length === 0) return null
  return (
    <Section title={t('record.part-decisions')}>
      <Shown of={loaded}>
        {(rows) => (
          <ul class="lines">
            {rows.map((row) => (
              <li key={row.id}>
                <a href={`/keluarga/${row.householdId}`}>
                  {t('record.part-decision', {
                    name: row.headName,
                    result: resultWords(row.result),
                    on: date(row.confirmedAt ?? row.proposedAt),
                  })}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Section>
  )
}
