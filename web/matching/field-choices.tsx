import { findText, t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import type { Chosen, FieldChoice, SideName } from './matching.ts'

/**
 * Fields that differ, each with both values: which one the family shows when it is the same.
 * Without `onChosen` it tells what was chosen.
 */
export function FieldChoices(props: {
  readonly fields: readonly FieldChoice[]
  readonly chosen: Chosen
  /** Without `onChosen`: told when the pair is the same, or proposed to be. */
  readonly tells: boolean
  readonly onChosen?: (chosen: Chosen) => void
}) {
  const { fields, chosen, onChosen } = props
  const told = onChosen === undefined
  if (fields.length === 0 || (told && !props.tells)) return null
  return (
    <Section title={t(told ? 'matching.choices-chosen' : 'matching.choices')}>
      {told ? null : <p class="source">{t('matching.choices-means')}</p>}
      <div class="choices">
        {fields.map((each) => {
          const side = chosen[each.field] ?? each.chosen ?? each.suggested
          return told ? (
            <p key={each.field}>
              <strong>{t(`matching.choice.${each.field}`)}</strong>{' '}
              <ValueOf field={each} side={side} />
            </p>
          ) : (
            <fieldset key={each.field}>
              <legend>{t(`matching.choice.${each.field}`)}</legend>
              {(['left', 'right'] as const).map((name) => (
                <label key={name} class="choice">
                  <input
                    type="radio"
                    name={`pilih-${each.field}`}
                    checked={side === name}
                    disabled={each[name] === null}
                    onChange={() => onChosen({ ...chosen, [each.field]: name })}
                  />
                  <span>
                    <ValueOf field={each} side={name} />
                    {each.suggested === name ? (
                      <span class="source"> {t('matching.choice-by-rule')}</span>
                    ) : null}
                  </span>
                </label>
              ))}
            </fieldset>
          )
        })}
      </div>
    </Section>
  )
}

function ValueOf({ field, side }: { readonly field: FieldChoice; readonly side: SideName }) {
  const value = field[side]
  const record = side === 'left' ? 'A' : 'B'
  if (value === null) {
    return (
      <>
        {record}: <span class="soft">{t('matching.empty-value')}</span>
      </>
    )
  }
  switch (field.field) {
    case 'sex':
      return (
        <>
          {record}: {findText(`sex.${value}`) ?? value}
        </>
      )
    case 'birth-date':
      return (
        <>
          {record}: <span class="mask">{`••-••-${value}`}</span>
        </>
      )
    case 'national-id':
    case 'family-card':
      return (
        <>
          {record}: <span class="mask">{value}</span>
        </>
      )
    default:
      return (
        <>
          {record}: {value}
        </>
      )
  }
}
