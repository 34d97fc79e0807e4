import { useSignal } from '@preact/signals'
import { type Question, questions } from '../../core/visits/questionnaire.ts'
import { addressOf, call, type ReplyOf } from '../call.ts'
import { date } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { conditionLabel, conditionWords, relationWords } from '../registry/registry.ts'
import { navigate, type ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Facts, Page, Section } from '../ui/page.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import { NewMembersFound, numbersElsewhere } from './review-members.tsx'

type Visit = ReplyOf<'GET /api/visits/:id'>

/** One visit beside what was listed before: take it over, or return it with a reason. */
export function Screen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const visit = useLoad((signal) => call('GET /api/visits/:id', { params: { id }, signal }), [id])
  const code = params.code ?? ''
  const back = `/kunjungan/${code}`
  const name = visit.value?.headName ?? t('visits.desk')
  const crumbs = [
    { label: t('visits.desk'), href: '/kunjungan' },
    { label: visit.value?.villageName ?? code, href: back },
    { label: name },
  ]
  return (
    <Page
      title={name}
      crumbs={crumbs}
      lead={visit.value === undefined ? null : <Lead visit={visit.value} />}
    >
      <Shown of={visit}>
        {(value) => (
          <>
            <Acts visit={value} back={back} />
            <Findings visit={value} />
            <Said visit={value} />
            <Answers visit={value} />
            <Members visit={value} />
            <NewMembersFound visit={value} />
            <Photos visit={value} />
          </>
        )}
      </Shown>
    </Page>
  )
}

const shapes = { sent: 'wait', accepted: 'ok', returned: 'back', replaced: 'out' } as const

function Lead({ visit }: { readonly visit: Visit }) {
  const values = { name: visit.reviewedBy ?? '', reason: visit.reviewReason ?? '' }
  return (
    <>
      <p>
        <strong>{t(`visit-result.${visit.result}`)}</strong>, {date(visit.visitedOn)},{' '}
        {visit.verifierName}
      </p>
      <p>
        <Status is={shapes[visit.state]}>{t(`visits.state.${visit.state}`, values)}</Status>
      </p>
    </>
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
  const family = mayNow('household.read') ? (
    <LinkButton href={`/keluarga/${visit.householdId}`}>{t('visits.to-family')}</LinkButton>
  ) : null
  if (visit.state !== 'sent' || !mayNow('visit.accept')) return <p class="actions">{family}</p>
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
        {family}
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
  const elsewhere = numbersElsewhere(visit)
  if (visit.findingList.length + elsewhere.length === 0) return null
  return (
    <Notice is="warn" title={t('visits.findings')}>
      <ul>
        {visit.findingList.map((each) => (
          <li key={`${each.field} ${each.code} ${each.detail?.name ?? ''}`}>
            {findText(`question.${each.field}`) ?? ''}{' '}
            {findText(`finding.${each.code}`, each.detail ?? {}) ?? each.code}
          </li>
        ))}
        {elsewhere.map((member) => (
          <li key={member.id}>{t('visits.new-number-elsewhere', { name: member.name })}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** What the verifier said beside the answers: why, which family, where, in own words. */
function Said({ visit }: { readonly visit: Visit }) {
  const { reason, location } = visit
  const place =
    location === null
      ? t('visits.location-none')
      : `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`
  const rows = [
    ...(reason === null
      ? []
      : [{ label: t('visits.reason'), value: findText(`visit-reason.${reason}`) ?? reason }]),
    ...(visit.result === 'double' ? [sameAs(visit)] : []),
    ...(visit.note === '' ? [] : [{ label: t('visits.note'), value: visit.note }]),
    { label: t('visits.channel'), value: t(`visits.channel.${visit.channel}`) },
    {
      label: t('visits.location'),
      value: place,
      ...(location === null
        ? {}
        : { source: t('visits.location-taken', { metres: Math.round(location.accuracyM) }) }),
    },
  ]
  return <Facts rows={rows} />
}

/** The family that a double is said to be, as far as the reader may see it. */
function sameAs({ sameAs: family }: Visit) {
  const label = t('visits.same-as')
  if (family === null) return { label, value: t('visits.same-as-unknown') }
  if (family.headName === null) return { label, value: t('visits.same-as-beyond') }
  const name = family.headName
  return {
    label,
    value: mayNow('household.read') ? <a href={`/keluarga/${family.householdId}`}>{name}</a> : name,
    source: t('visits.same-as-where', {
      village: family.villageName ?? t('visits.without-village'),
      address: family.address ?? '',
      persons: family.memberCount ?? 0,
    }),
  }
}

const asked: readonly Question[] = questions

/** What differs from the list first; then every answer in the order it was asked. */
function Answers({ visit }: { readonly visit: Visit }) {
  const rows = answeredOf(visit)
  if (rows.length === 0) return null
  const differing = rows.filter((row) => row.source !== undefined)
  const owns = rows.filter((row) => row.section === 'assets' && row.answer !== 0)
  const lacks = rows.filter((row) => row.section === 'assets' && row.answer === 0)
  const things = lacks.map((row) => thingOf(row.label)).join(', ')
  return (
    <>
      {differing.length === 0 ? null : (
        <Section title={t('visits.differs')}>
          <p class="hint">{t('visits.differs-means')}</p>
          <Facts rows={differing} />
        </Section>
      )}
      <Section title={t('visits.answers')}>
        <Facts rows={rows.filter((row) => row.section !== 'assets' && row.source === undefined)} />
      </Section>
      {owns.length + lacks.length === 0 ? null : (
        <Section title={t('visits.owns')}>
          <Facts rows={owns.filter((row) => row.source === undefined)} />
          {lacks.length === 0 ? null : <p>{t('visits.owns-none', { things })}</p>}
        </Section>
      )}
    </>
  )
}

/** "Sawah atau kebun, hektare" within a sentence: "sawah atau kebun"; AC stays AC. */
function thingOf(label: string): string {
  const [name = ''] = label.split(',')
  return /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)
}

type Answered = {
  readonly label: string
  readonly value: string
  readonly answer: string | number
  readonly section: Question['section']
  readonly source?: string
}

/** Every answer with its words; `source` is what the list had where it differs. */
function answeredOf({ answers, listed }: Visit): readonly Answered[] {
  return asked.flatMap(({ key, section }) => {
    const answer = answers[key]
    if (answer === undefined) return []
    const before = listed[key]
    const row = { label: conditionLabel(key), value: conditionWords(key, answer), section, answer }
    if (before === undefined || before === answer) return [row]
    return [{ ...row, source: t('visits.listed-before', { value: conditionWords(key, before) }) }]
  })
}

function Members({ visit }: { readonly visit: Visit }) {
  if (visit.result !== 'complete') return null
  const columns: readonly Column<Visit['members'][number]>[] = [
    { key: 'name', head: t('visits.member'), names: true, cell: (member) => member.name },
    {
      key: 'relation',
      head: t('visits.relation'),
      label: t('visits.relation'),
      cell: (member) => relationWords(member.relation),
    },
    {
      key: 'presence',
      head: t('visits.presence'),
      label: t('visits.presence'),
      cell: (member) => findText(`presence.${member.presence}`) ?? member.presence,
    },
  ]
  return (
    <Section title={t('visits.members-said')}>
      <Table
        caption={t('visits.members-said')}
        columns={columns}
        rows={visit.members}
        rowKey={(member) => `${member.name} ${member.relation}`}
      />
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
