import { t } from '../text.ts'
import { Status } from '../ui/status.tsx'
import { factsOf, type KnownPerson, reasonWords, sureWords } from './known.ts'
import './known.css'

/** Persons whom one may be: name, how sure, what is known of them, and why. */
export function KnownList(props: {
  readonly rows: readonly KnownPerson[]
  /** Whether the names lead to the families. */
  readonly linked: boolean
}) {
  return (
    <ol class="known">
      {props.rows.map((row) => {
        const [shape, words] = sureWords(row.sure)
        const reasons = reasonWords(row.evidence)
        return (
          <li key={row.personId}>
            <p class="known__name">
              <strong>
                {props.linked ? <a href={`/keluarga/${row.householdId}`}>{row.name}</a> : row.name}
              </strong>{' '}
              <Status is={shape}>{words}</Status>
            </p>
            <p>{factsOf(row)}</p>
            {reasons === '' ? null : <p class="soft">{t('known.because', { reasons })}</p>}
          </li>
        )
      })}
    </ol>
  )
}
