import type { Signal } from '@preact/signals'
import { number } from '../format.ts'
import { t } from '../text.ts'
import { Check } from '../ui/field.tsx'

/** A village in which somebody has no verifier yet. */
export type OpenVillage = {
  readonly code: string
  readonly name: string
  readonly districtCode: string
  readonly families: number
}

export type OpenDistrict = {
  readonly code: string
  readonly name: string
  readonly villages: readonly OpenVillage[]
}

/** Several villages at once, under their districts; none chosen stands for all of them. */
export function VillagesPick(props: {
  readonly districts: readonly OpenDistrict[]
  readonly chosen: Signal<ReadonlySet<string>>
  readonly onChange: () => void
}) {
  const { districts, chosen } = props
  const all = districts.flatMap((district) => district.villages)
  const picked = all.filter((village) => chosen.value.has(village.code))
  const choose = (villages: readonly OpenVillage[], on: boolean) => {
    const next = new Set(chosen.peek())
    for (const { code } of villages) {
      if (on) next.add(code)
      else next.delete(code)
    }
    chosen.value = next
    props.onChange()
  }
  const counts = (of: readonly OpenVillage[]) => ({ villages: of.length, families: sumOf(of) })
  return (
    <fieldset class="villages-pick">
      <legend class="label">{t('visits.assign-where')}</legend>
      <p class="hint" role="status">
        {picked.length === 0
          ? t('visits.assign-all', counts(all))
          : t('visits.assign-chosen', counts(picked))}
      </p>
      {districts.map((district) => (
        <District
          key={district.code}
          of={district}
          isOpen={districts.length === 1}
          chosen={chosen.value}
          onChoose={choose}
        />
      ))}
    </fieldset>
  )
}

function District(props: {
  readonly of: OpenDistrict
  readonly isOpen: boolean
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (villages: readonly OpenVillage[], on: boolean) => void
}) {
  const { of, chosen, onChoose } = props
  const picked = of.villages.filter((village) => chosen.has(village.code))
  const words = { villages: of.villages.length, families: sumOf(of.villages) }
  return (
    <details open={props.isOpen}>
      <summary>
        <strong>{of.name}</strong> <span class="soft">{t('visits.assign-within', words)}</span>{' '}
        {picked.length === 0 ? null : (
          <strong>{t('shell.chosen', { count: picked.length })}</strong>
        )}
      </summary>
      <div class="villages-pick__list">
        <Check
          label={t('visits.assign-district', { district: of.name })}
          checked={picked.length === of.villages.length}
          onChange={(on) => onChoose(of.villages, on)}
        />
        {of.villages.map((village) => (
          <Check
            key={village.code}
            label={
              <>
                {village.name} <span class="soft">{number(village.families)}</span>
              </>
            }
            checked={chosen.has(village.code)}
            onChange={(on) => onChoose([village], on)}
          />
        ))}
      </div>
    </details>
  )
}

function sumOf(villages: readonly OpenVillage[]): number {
  return villages.reduce((sum, village) => sum + village.families, 0)
}
