import { useSignal } from '@preact/signals'
import { addressOf, call, type ReplyOf } from '../call.ts'
import { date, rupiah } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { navigate, type ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Facts, Page, Section } from '../ui/page.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { say } from '../ui/undo.tsx'

type Visit = ReplyOf<'GET /api/visits/:id'>

/** One visit beside what was listed before: take it over, or return it with a reason. */
export function Screen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const visit = useLoad((signal) => call('GET /api/visits/:id', { params: { id }, signal }), [id])
  const back = `/kunjungan/${params.code ?? ''}`
  const name = visit.value?.headName ?? t('visits.desk')
  const crumbs = [
    { label: t('visits.desk'), href: '/kunjungan' },
    { label: visit.value?.villageName ?? '', href: back },
    { label: name },
  ]
  return (
    <Page title={name} crumbs={crumbs}>
      <Shown of={visit}>
        {(value) => (
          <>
            <p>
              <strong>{t(`visit-result.${value.result}`)}</strong>, {date(value.visitedOn)},{' '}
              {value.verifierName}
            </p>
            <Acts visit={value} back={back} />
            <Findings visit={value} />
            <Answers visit={value} />
            <Photos visit={value} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function Acts({ visit, back }: { readonly visit: Visit; readonly back: string }) {
  const asking = useSignal(false)
  const accept = useSending(async () => {
    const { skipped: _, ...told } = await call('POST /api/visits/accept', {
      body: { ids: [visit.id] },
    })
    say(t('visits.accepted-says', told))
    navigate(back)
  })
  if (visit.state !== 'sent' || !mayNow('visit.accept')) return null
  return (
    <>
      <ProblemNotice problem={accept.problem} />
      <p class="actions">
        <Button kind="main" busy={accept.busy} onPress={() => accept.run()}>
          {t('visits.accept-chosen', { count: 1 })}
        </Button>
        <Button
          onPress={() => {
            asking.value = true
          }}
        >
          {t('visits.send-back')}
        </Button>
      </p>
      {asking.value ? (
        <ReasonDialog
          title={t('visits.send-back')}
          means={t('visits.send-back-reason')}
          button={t('visits.send-back')}
          command={async (reason) => {
            const params = { id: visit.id }
            await call('POST /api/visits/:id/return', { params, body: { reason } })
            say(t('visits.sent-back'))
            navigate(back)
          }}
          onClose={() => {
            asking.value = false
          }}
        />
      ) : null}
    </>
  )
}

function Findings({ visit }: { readonly visit: Visit }) {
  if (visit.findingList.length === 0) return null
  return (
    <Notice is="warn" title={t('visits.findings')}>
      <ul>
        {visit.findingList.map((each) => (
          <li key={`${each.field} ${each.code}`}>
            {findText(`question.${each.field}`) ?? ''}{' '}
            {findText(`finding.${each.code}`, each.detail ?? {}) ?? each.code}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Answers({ visit }: { readonly visit: Visit }) {
  const rows = Object.entries(visit.answers).map(([key, answer]) => {
    const before = visit.listed[key]
    const differs = before !== undefined && before !== answer
    return {
      label: findText(`question.${key}`) ?? key,
      value: answerWords(key, answer),
      ...(differs
        ? { source: t('visits.listed-before', { value: answerWords(key, before) }) }
        : {}),
    }
  })
  return (
    <Section title={t('visits.answers')}>
      <Facts rows={rows} />
      {visit.note === '' ? null : <p>{visit.note}</p>}
      <ul>
        {visit.members.map((member) => (
          <li key={member.name}>
            {member.name}: {findText(`presence.${member.presence}`) ?? member.presence}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Photos({ visit }: { readonly visit: Visit }) {
  if (visit.photoIds.length === 0) return null
  return (
    <Section title={t('visits.photos', { count: visit.photoIds.length })}>
      {visit.photoIds.map((photoId, at) => (
        <img
          key={photoId}
          class="visit-photo"
          src={addressOf('GET /api/visits/:id/photos/:photoId', {
            params: { id: visit.id, photoId },
          })}
          alt={t('visits.photo', { at: at + 1 })}
          width={320}
          loading="lazy"
        />
      ))}
    </Section>
  )
}

function answerWords(key: string, answer: string | number): string {
  if (typeof answer === 'number') return key.includes('spending') ? rupiah(answer) : String(answer)
  return findText(`answer.${answer}`) ?? findText(`answer.${key}.${answer}`) ?? answer
}
