import { plainDate } from '../../core/kernel/plain-date.ts'
import { rupiah } from '../../core/kernel/rupiah.ts'
import { programmesProblem } from '../../core/programmes/problems.ts'
import type { ProgrammeKind } from '../../core/programmes/programme.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import {
  deleteProgramme,
  findProgramme,
  hasRounds,
  insertProgramme,
  insertTerm,
  type Programme,
  type ProgrammeFace,
  updateProgramme,
} from './store.ts'

export type TermDraft = {
  readonly validFrom: string
  readonly amount: number
  readonly rounds: number
  readonly legalBasis: string
}

/** A programme with its first term. */
export async function addProgramme(
  db: Writer,
  draft: ProgrammeFace & {
    readonly code: string
    readonly kind: ProgrammeKind
    readonly term: TermDraft
  },
) {
  const id = newId<'programme'>()
  const { code, kind, name, strategy, funder, channel, term } = draft
  const validFrom = plainDate(term.validFrom)
  await insertProgramme(db, { id, code, kind, name, strategy, funder, channel })
  await insertTerm(db, id, { ...term, validFrom, amount: rupiah(term.amount) })
  await record(db, { name: 'programme.added', subject: id, detail: { code, kind, term } })
  return { id }
}

/** The words and names of a programme; its kind and code stay, rounds were made under them. */
export async function changeProgramme(db: Writer, id: string, face: ProgrammeFace) {
  const before = await getProgramme(db, id)
  await updateProgramme(db, id, face)
  const { name, strategy, funder, channel } = before
  await record(db, {
    name: 'programme.changed',
    subject: id,
    detail: { before: { name, strategy, funder, channel }, after: face },
  })
  return { id }
}

/** A new amount or number of rounds from a day on. */
export async function addTerm(db: Writer, id: string, term: TermDraft) {
  await getProgramme(db, id)
  const validFrom = plainDate(term.validFrom)
  const added = await insertTerm(db, id, { ...term, validFrom, amount: rupiah(term.amount) })
  if (added === 0) throw programmesProblem('programmes.term-taken', { validFrom })
  await record(db, { name: 'programme.term-added', subject: id, detail: { term } })
  return { id }
}

export async function removeProgramme(db: Writer, id: string) {
  const programme = await getProgramme(db, id)
  if (await hasRounds(db, id)) throw programmesProblem('programmes.in-use', { id })
  await deleteProgramme(db, id)
  await record(db, { name: 'programme.removed', subject: id, detail: { code: programme.code } })
  return { id }
}

export async function getProgramme(db: Writer, id: string): Promise<Programme> {
  const programme = await findProgramme(db, id)
  if (programme === undefined) throw programmesProblem('programmes.not-found', { id })
  return programme
}
