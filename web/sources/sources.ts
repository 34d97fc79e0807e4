import { call, type ReplyOf, upload } from '../call.ts'
import { findText } from '../text.ts'
import type { StatusShape } from '../ui/status.tsx'

export type ImportRow = ReplyOf<'GET /api/imports'>['rows'][number]
export type Import = ReplyOf<'GET /api/imports/:id'>
export type ImportState = ImportRow['state']
export type FindingGroup = Import['findings'][number]
export type Finding = FindingGroup['samples'][number]
export type Withdrawn = ReplyOf<'POST /api/imports/:id/withdraw'>

export const listsPath = '/daftar'

export function importPath(id: string): string {
  return `${listsPath}/${id}`
}

const shapes: Readonly<Record<ImportState, StatusShape>> = {
  received: 'none',
  checking: 'doing',
  checked: 'wait',
  entering: 'doing',
  entered: 'ok',
  refused: 'stop',
  withdrawn: 'back',
}

export function importShape(state: ImportState): StatusShape {
  return shapes[state]
}

/** The server works on it: the page asks again. */
export function isRunning(state: ImportState): boolean {
  return state === 'received' || state === 'checking' || state === 'entering'
}

/** Which of the four steps a list stands at. */
export function stepOf(state: ImportState): number {
  if (state === 'received' || state === 'checking' || state === 'refused') return 1
  if (state === 'checked') return 2
  return state === 'entering' ? 3 : 4
}

export function sendList(file: File) {
  return upload('POST /api/imports', file)
}

export function enterList(id: string) {
  return call('POST /api/imports/:id/enter', { params: { id } })
}

export function withdrawList(id: string, reason: string) {
  return call('POST /api/imports/:id/withdraw', { params: { id }, body: { reason } })
}

/** A finding in words; its code when there are none, so that it can be reported. */
export function findingWords(finding: Pick<Finding, 'code' | 'detail'>): string {
  return findText(`finding.${finding.code}`, finding.detail) ?? finding.code
}
