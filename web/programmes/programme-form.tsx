import { type Signal, useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Choices, Input, Select } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { say } from '../ui/undo.tsx'
import type { Suggestion } from './programmes.tsx'

const kinds = ['in-kind', 'cash'] as const
const strategies = ['reduce-burden', 'raise-income', 'reduce-pockets'] as const

type TermDraft = {
  readonly amount: string
  readonly rounds: string
  readonly validFrom: string
  readonly legalBasis: string
}

type Draft = TermDraft & {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly strategy: string
  readonly funder: string
  readonly channel: string
}

const emptyTerm: TermDraft = { amount: '', rounds: '1', validFrom: '', legalBasis: '' }
const empty: Draft = {
  ...emptyTerm,
  code: '',
  name: '',
  kind: '',
  strategy: '',
  funder: '',
  channel: '',
}

/** A new programme with its first amount, begun from an example or from nothing. */
export function ProgrammeForm(props: {
  readonly suggestions: readonly Suggestion[]
  readonly done: () => void
}) {
  const draft = useSignal<Draft>(empty)
  const sending = useSending(async () => {
    const { code, name, funder, channel } = draft.value
    const kind = kinds.find((each) => each === draft.value.kind)
    const strategy = strategies.find((each) => each === draft.value.strategy)
    if (kind === undefined || strategy === undefined) return
    const term = termOf(draft.value)
    await call('POST /api/programmes', {
      body: { code, name, kind, strategy, funder, channel, term },
    })
    draft.value = empty
    say(t('programmes.added'))
    props.done()
  })
  const isWhole = Object.values(draft.value).every((value) => value.trim() !== '')
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      {props.suggestions.length === 0 ? null : (
        <Suggestions suggestions={props.suggestions} draft={draft} />
      )}
      <div class="fields">
        <Text draft={draft} name="name" label={t('programmes.name')} />
        <Text
          draft={draft}
          name="code"
          label={t('programmes.code')}
          hint={t('programmes.code-hint')}
        />
        <Text draft={draft} name="funder" label={t('programmes.funder')} />
        <Text draft={draft} name="channel" label={t('programmes.channel')} />
        <TermFields draft={draft} />
      </div>
      <div class="fields">
        <Choices
          legend={t('programmes.kind')}
          name="kind"
          value={draft.value.kind}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onValue={(kind) => {
            draft.value = { ...draft.value, kind }
          }}
        />
        <Choices
          legend={t('programmes.strategy')}
          name="strategy"
          value={draft.value.strategy}
          options={strategies.map((value) => ({ value, label: t(`strategy.${value}`) }))}
          onValue={(strategy) => {
            draft.value = { ...draft.value, strategy }
          }}
        />
      </div>
      <ProblemNotice problem={sending.problem} />
      <Button
        kind="main"
        type="submit"
        busy={sending.busy}
        because={isWhole ? undefined : t('programmes.incomplete')}
        onPress={() => sending.run()}
      >
        {t('programmes.save')}
      </Button>
    </form>
  )
}

function Suggestions(props: {
  readonly suggestions: readonly Suggestion[]
  readonly draft: Signal<Draft>
}) {
  const { suggestions, draft } = props
  const take = (code: string) => {
    const found = suggestions.find((each) => each.code === code)
    if (found === undefined) {
      draft.value = empty
      return
    }
    const { term, ...face } = found
    const amount = String(term.amount)
    draft.value = { ...face, ...term, amount, rounds: String(term.rounds) }
  }
  const options = suggestions.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <Select
      label={t('programmes.suggestion')}
      value={suggestions.some(({ code }) => code === draft.value.code) ? draft.value.code : ''}
      options={[{ value: '', label: t('programmes.suggestion-none') }, ...options]}
      onValue={take}
    />
  )
}

/** A new amount or number of rounds from a day on. */
export function TermForm(props: {
  readonly programmeId: string
  readonly done: () => void
  readonly onClose: () => void
}) {
  const draft = useSignal<TermDraft>(emptyTerm)
  const sending = useSending(async () => {
    await call('POST /api/programmes/:id/terms', {
      params: { id: props.programmeId },
      body: termOf(draft.value),
    })
    say(t('programmes.term-added'))
    props.done()
  })
  const isWhole = Object.values(draft.value).every((value) => value.trim() !== '')
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <TermFields draft={draft} />
      <ProblemNotice problem={sending.problem} />
      <p class="actions">
        <Button
          kind="main"
          type="submit"
          busy={sending.busy}
          because={isWhole ? undefined : t('programmes.incomplete')}
          onPress={() => sending.run()}
        >
          {t('programmes.save-term')}
        </Button>
        <Button onPress={props.onClose}>{t('shell.cancel')}</Button>
      </p>
    </form>
  )
}

function TermFields<Of extends TermDraft>({ draft }: { readonly draft: Signal<Of> }) {
  return (
    <>
      <Text draft={draft} name="amount" label={t('programmes.amount-field')} numeric />
      <Text draft={draft} name="rounds" label={t('programmes.rounds')} numeric />
      <Text draft={draft} name="validFrom" label={t('programmes.valid-from')} date />
      <Text draft={draft} name="legalBasis" label={t('programmes.legal-basis')} />
    </>
  )
}

function Text<Of extends TermDraft>(props: {
  readonly draft: Signal<Of>
  readonly name: keyof Of & string
  readonly label: string
  readonly hint?: string
  readonly numeric?: true
  readonly date?: true
}) {
  const { draft, name } = props
  return (
    <Input
      label={props.label}
      hint={props.hint}
      type={props.date ? 'date' : 'text'}
      inputMode={props.numeric ? 'numeric' : 'text'}
      value={String(draft.value[name])}
      onValue={(value) => {
        draft.value = { ...draft.value, [name]: value }
      }}
    />
  )
}

function termOf(draft: TermDraft) {
  return {
    validFrom: draft.validFrom,
    amount: Number(draft.amount.replace(/[\s.,]/g, '')),
    rounds: Number(draft.rounds),
    legalBasis: draft.legalBasis,
  }
}
