import type { ReplyOf } from '../call.ts'
import { relationWords } from '../registry/registry.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import { Masked, Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import '../matching/known.css'

type Visit = ReplyOf<'GET /api/visits/:id'>
type Member = Visit['newMembers'][number]
type Known = Member['known'][number]

/** Whom the verifier added, masked, and beside each whom of the registry they may be. */
export function NewMembersFound({ visit }: { readonly visit: Visit }) {
  if (visit.newMembers.length === 0) return null
  const columns: readonly Column<Member>[] = [
    { key: 'name', head: t('visits.member'), names: true, cell: nameOf },
    {
      key: 'relation',
      head: t('visits.relation'),
      label: t('visits.relation'),
      cell: (member) => relationWords(member.relation),
    },
    {
      key: 'nik',
      head: t('known.nik'),
      label: t('known.nik'),
      cell: numberOf,
    },
    {
      key: 'known',
      head: t('visits.new-may-be'),
      label: t('visits.new-may-be'),
      cell: (member) => <MayBe member={member} />,
    },
  ]
  return (
    <Section title={t('visits.new-review')}>
      <p class="hint">{t('visits.new-review-means')}</p>
      <Table
        caption={t('visits.new-review')}
        columns={columns}
        rows={visit.newMembers}
        rowKey={(member) => member.id}
      />
    </Section>
  )
}

function nameOf(member: Member) {
  const about = [
    member.sex === null ? '' : t(`known.sex.${member.sex}`),
    member.bornYear === null ? '' : t('known.born-year', { year: String(member.bornYear) }),
    member.personId === null ? '' : t('visits.new-became'),
  ]
  return (
    <>
      {member.name} <span class="source">{about.filter((each) => each !== '').join(' · ')}</span>
    </>
  )
}

function numberOf(member: Member) {
  if (member.nationalIdMask !== '') return <Masked value={member.nationalIdMask} />
  return <span class="soft">{t(`visits.new-number-${whyNoNumber(member)}`)}</span>
}

function whyNoNumber(member: Member): 'none' | 'wrong' | 'unseen' {
  if (member.withoutNationalId) return 'none'
  return member.numberIsWrong ? 'wrong' : 'unseen'
}

/** Of whom the NIK stands in another family: the office looks before it takes the visit over. */
export function numbersElsewhere(visit: Visit): readonly Member[] {
  return visit.newMembers.filter((member) =>
    member.known.some((each) => !each.here && each.because.includes('national-id')),
  )
}

function MayBe({ member }: { readonly member: Member }) {
  const said = member.knownSaid === 'other' ? <p>{t('visits.new-said-other')}</p> : null
  if (member.known.length === 0) {
    return (
      <>
        {t('visits.new-may-be-none')}
        {said}
      </>
    )
  }
  return (
    <>
      <ul class="known-beside">
        {member.known.map((known) => (
          <li key={known.personId}>
            <KnownBeside known={known} />
          </li>
        ))}
      </ul>
      {said}
    </>
  )
}

function KnownBeside({ known }: { readonly known: Known }) {
  const isFinding = known.because.some((each) => each !== 'name')
  const facts = [
    known.nationalIdMask,
    known.bornYear === null ? '' : t('known.born-year', { year: String(known.bornYear) }),
    known.here
      ? t('visits.new-known-here')
      : t('known.in-family-unknown', { head: known.headName }),
    known.villageName,
  ]
  return (
    <>
      <Status is={isFinding ? 'warn' : 'none'}>
        {known.because.map((each) => becauseWords(each, known.here)).join(', ')}
      </Status>
      <br />
      {mayNow('household.read') ? (
        <a href={`/keluarga/${known.householdId}`}>{known.name}</a>
      ) : (
        known.name
      )}{' '}
      <span class="source">{facts.filter((each) => each !== '').join(' · ')}</span>
    </>
  )
}

function becauseWords(because: Known['because'][number], here: boolean): string {
  if (because === 'national-id' && here) return t('visits.new-because.national-id-here')
  return t(`visits.new-because.${because}`)
}
