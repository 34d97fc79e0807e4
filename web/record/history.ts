import type { ReplyOf } from '../call.ts'
import { date, moment, rupiah } from '../format.ts'
import { type Household, resultWords } from '../registry/registry.ts'
import { findText, t } from '../text.ts'
import type { TimelineEntry } from '../ui/trail.tsx'

export type Decision = ReplyOf<'GET /api/decisions/:id'>
export type Aid = ReplyOf<'GET /api/households/:id/aid'>

/** What the parts of a record know of its past; undefined where the person may not look. */
export type Known = {
  readonly household: Household
  readonly decision: Decision | null | undefined
  readonly aid: Aid | undefined
}

type Fact = Omit<TimelineEntry, 'key' | 'when' | 'dateTime'> & {
  /** A plain date or a moment. */
  readonly at: string
}

/**
 * One fact a line, newest first. Work that was done for a whole village or list stands in the
 * trail once, so what it meant for this family is told from its own facts.
 */
export function historyOf(known: Known): readonly TimelineEntry[] {
  const facts = [
    ...listFacts(known.household),
    ...decisionFacts(known.decision),
    ...aidFacts(known.aid),
    ...eventFacts(known),
  ]
  return facts
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .map(({ at, ...fact }, place) => ({
      ...fact,
      key: `${at}-${place}`,
      dateTime: at,
      when: at.length === 10 ? date(at) : moment(at),
    }))
}

function listFacts(household: Household): readonly Fact[] {
  const from = household.provenance.find((each) => each.group === 'identity')
  if (from?.observedOn == null || !from.kind.startsWith('list')) return []
  const owner = household.sources[0]?.owner.toUpperCase()
  return [{ at: from.observedOn, what: t('event.import.entered'), proof: owner }]
}

function decisionFacts(decision: Decision | null | undefined): readonly Fact[] {
  if (decision === undefined || decision === null) return []
  const { visitedOn, verifierName, proposedAt, proposedBy, confirmedAt, confirmedBy } = decision
  const result = resultWords(decision.result)
  const facts: Fact[] = [
    {
      at: proposedAt,
      what: t('record.happened.proposed', { result }),
      proof: proposedBy ?? t('record.entas'),
    },
  ]
  if (visitedOn !== null) {
    facts.push({ at: visitedOn, what: t('record.happened.visited'), proof: verifierName })
  }
  if (confirmedAt !== null) {
    const what = t('record.happened.confirmed', { result })
    facts.push({ at: confirmedAt, what, proof: confirmedBy, decided: true })
  }
  return facts
}

function aidFacts(aid: Aid | undefined): readonly Fact[] {
  const rows = (aid?.rows ?? []).filter((row) => !row.leftOut)
  return rows.flatMap((row): readonly Fact[] => {
    const what = t('record.happened.aid', {
      programme: row.programmeName,
      no: row.roundNo,
      outcome: findText(`outcome.${row.outcome}`) ?? t('shell.unknown'),
    })
    const proof = [rupiah(row.amount), row.payeeName, row.channel].join(' · ')
    const at = row.outcomeOn ?? row.instructedAt
    return at === null ? [] : [{ at, what, proof }]
  })
}

/** What was recorded about this family alone, without what the facts above tell already. */
function eventFacts({ household, decision }: Known): readonly Fact[] {
  const told = decision === undefined || decision === null ? /^$/ : toldByDecision
  return household.timeline
    .filter((event) => !told.test(event.name))
    .map((event) => ({
      at: event.at,
      what: findText(`event.${event.name}`) ?? t('record.happened.other'),
      proof: event.by,
      decided: event.name === 'decision.reopened',
    }))
}

const toldByDecision = /^(decision\.(proposed|confirmed)|visit\.(recorded|accepted))$/
