import { t } from '../text.ts'
import { Notice } from '../ui/notice.tsx'
import type { Review } from './matching.ts'

/** Why one person is not enough for these families; what hangs on them is one press away. */
export function AidNotice({ aid }: { readonly aid: Review['aid'] }) {
  if (aid.length === 0) return null
  return (
    <Notice is="warn" title={t('matching.aid')}>
      <p>{t('matching.aid-means')}</p>
      <details class="fold">
        <summary>{countWords(aid)}</summary>
        <ul>
          {aid.map((each) => (
            <li key={`${each.kind} ${each.what} ${each.householdId}`}>
              {t(`matching.aid.${each.kind}`, { what: each.what })}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  )
}

function countWords(aid: Review['aid']): string {
  const payments = aid.filter((each) => each.kind === 'payment').length
  const decrees = aid.length - payments
  if (decrees === 0) return t('matching.aid-payments', { payments })
  if (payments === 0) return t('matching.aid-decrees', { decrees })
  return t('matching.aid-both', { payments, decrees })
}
