import { useId } from 'preact/hooks'
import { call } from '../call.ts'
import { useLoad } from '../load.ts'
import { t } from '../text.ts'
import type { Area } from './registry.ts'

/** Villages under their districts, as far as the person's eyes reach. */
export function VillageChoice(props: {
  readonly value: string
  readonly onValue: (code: string) => void
}) {
  const id = useId()
  const areas = useLoad((signal) => call('GET /api/areas', { signal }), [])
  const all: readonly Area[] = areas.value?.areas ?? []
  const districts = all.filter((area) => area.kind === 'district')
  return (
    <span class="inline-field">
      <label for={id}>{t('households.village')}</label>
      <select
        class="select"
        id={id}
        value={props.value}
        onChange={(event) => props.onValue(event.currentTarget.value)}
      >
        <option value="">{t('households.all-villages')}</option>
        {districts.map((district) => (
          <optgroup key={district.code} label={district.name}>
            <option value={district.code}>
              {`${t('households.all-of-district')} ${district.name}`}
            </option>
            {all
              .filter((area) => area.parentCode === district.code)
              .map((village) => (
                <option key={village.code} value={village.code}>
                  {village.name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </span>
  )
}
