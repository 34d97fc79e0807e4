import { call } from '../call.ts'
import { date } from '../format.ts'
import { useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { session } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'

/** The families of a village by name, to print and take along. Numbers stay masked. */
export function Screen({ params }: ScreenProps) {
  const code = params.code ?? ''
  const list = useLoad(
    (signal) => call('GET /api/villages/:code/list', { params: { code }, signal }),
    [code],
  )
  const village = list.value?.villageName ?? code
  const crumbs = [
    { label: t('visits.desk'), href: '/kunjungan' },
    { label: village, href: `/kunjungan/${code}` },
    { label: t('visits.list-print') },
  ]
  const print = <Button onPress={() => globalThis.print()}>{t('shell.print')}</Button>
  const lead =
    list.value === undefined ? null : (
      <p>
        {t('visits.list-lead', {
          district: list.value.districtName,
          regency: session.value?.tenant.name ?? '',
          families: list.value.rows.length,
          on: date(new Date().toISOString()),
        })}
      </p>
    )
  return (
    <Page title={t('visits.list-title', { village })} crumbs={crumbs} lead={lead} actions={print}>
      <Shown of={list}>
        {(reply) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: reachable by key, as it scrolls
          <section class="table-wide" tabIndex={0} aria-label={t('visits.list-print')}>
            <table class="table">
              <caption class="vh">{t('visits.list-title', { village })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('workbook.no')}</th>
                  <th scope="col">{t('visits.head')}</th>
                  <th scope="col">{t('visits.national-id')}</th>
                  <th scope="col">{t('visits.address')}</th>
                  <th scope="col">{t('visits.members')}</th>
                  <th scope="col">{t('visits.verifier')}</th>
                </tr>
              </thead>
              <tbody>
                {reply.rows.map((row, at) => (
                  <tr key={row.householdId}>
                    <td class="num">{at + 1}</td>
                    <th scope="row">{row.headName}</th>
                    <td class="mask">{row.nationalIdMask}</td>
                    <td>{row.address}</td>
                    <td class="num">{row.memberCount}</td>
                    <td>{row.verifierName ?? t('visits.nobody')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Shown>
    </Page>
  )
}
