import { useSignal } from '@preact/signals'
import type { ReplyOf } from '../call.ts'
import { useLoad, useSending } from '../load.ts'
import { house } from '../session.ts'
import { findText, t } from '../text.ts'
import { Input } from '../ui/field.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { demonstrationAccounts, enterDemonstration } from './access.ts'
import { StoryProgress } from './story-progress.tsx'

/** The other half of the sign-in page of a demonstration: its story and its people. */
export function Demonstration({ onIn }: { readonly onIn: () => void }) {
  const step = useSignal<string>('')
  const accounts = useLoad(demonstrationAccounts, [step.value])
  const entering = useSending(enterDemonstration)
  const enter = async (signInName: string) => {
    if (await entering.run(signInName)) onIn()
  }
  return (
    <section aria-labelledby="peragaan">
      <h2 id="peragaan">{t('access.try-demonstration')}</h2>
      <Notice is="warn" title={t('access.demonstration-of', { place: house.value.place ?? '' })}>
        <p>{t('access.demonstration-means')}</p>
      </Notice>
      <StoryProgress
        onStep={(next) => {
          step.value = next
        }}
      />
      <ProblemNotice problem={entering.problem} />
      <Shown of={accounts}>
        {(reply) => <People all={reply.accounts} onChoose={(name) => void enter(name)} />}
      </Shown>
    </section>
  )
}

type Member = ReplyOf<'GET /api/demonstration/accounts'>['accounts'][number]
type Choosing = { readonly onChoose: (signInName: string) => void }

/** In the order of the story: who looks, who works, who pays, who watches. */
const cast = [
  'bupati',
  'ratna',
  'hendra',
  'sari',
  'budi',
  'wati',
  'tono',
  'yusuf',
  'dewi',
  'maya',
  'admin',
]

function People({ all, onChoose }: { readonly all: readonly Member[] } & Choosing) {
  const named = cast.flatMap((name) => all.find((member) => member.signInName === name) ?? [])
  const others = all.filter((member) => !cast.includes(member.signInName))
  return (
    <>
      <MemberList of={named} onChoose={onChoose} />
      {others.length === 0 ? null : <Others all={others} onChoose={onChoose} />}
    </>
  )
}

function MemberList({ of, onChoose }: { readonly of: readonly Member[] } & Choosing) {
  return (
    <ul class="who-list">
      {of.map((member) => (
        <li key={member.signInName}>
          <button type="button" onClick={() => onChoose(member.signInName)}>
            <b>{member.name}</b>
            <span>
              <strong>{[t(`role.${member.role}`), ...member.areaNames].join(', ')}</strong>
              <br />
              <span class="soft">{doesWords(member)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function doesWords(member: Member): string {
  return findText(`access.cast.${member.signInName}`) ?? t(`access.does.${member.role}`)
}

/** Longer lists are narrowed, not scrolled. */
const mostShown = 8

/** The verifiers of the other villages, found by name or village. */
function Others({ all, onChoose }: { readonly all: readonly Member[] } & Choosing) {
  const typed = useSignal('')
  const wanted = typed.value.trim().toLowerCase()
  const found = all.filter((member) => searched(member).includes(wanted))
  const rest = found.length - mostShown
  return (
    <details class="others">
      <summary>{t('access.others', { count: all.length })}</summary>
      <Input
        label={t('access.others-find')}
        hint={t('access.others-hint')}
        type="search"
        value={typed.value}
        onValue={(value) => {
          typed.value = value
        }}
      />
      <MemberList of={found.slice(0, mostShown)} onChoose={onChoose} />
      <p class="source" role="status">
        {found.length === 0 ? t('access.others-none') : null}
        {rest > 0 ? t('access.others-more', { count: rest }) : null}
      </p>
    </details>
  )
}

function searched(member: Member): string {
  return [member.name, ...member.areaNames].join(' ').toLowerCase()
}
