import { t } from '../text.ts'
import { Notice } from '../ui/notice.tsx'
import type { Review } from './matching.ts'

/** Why one person is not enough for these families. */
export function AidNotice({ aid }: { readonly aid: Review['aid'] }) {
  if (aid.length === 0) return null
  return (
    <Notice is="warn" title={t('matching.aid')}>
      <p>{t('matching.aid-means')}</p>
      <ul>
        {aid.map((each) => (
          <li key={`${each.kind} ${each.what} ${each.householdId}`}>
            {t(`matching.aid.${each.kind}`, { what: each.what })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
