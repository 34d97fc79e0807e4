import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import type { House } from '../route.ts'
import { incomingPath, receiveStream } from './incoming.ts'
import { containerOf } from './open-list.ts'
import { addImport, findSameFile, type ImportState } from './store.ts'

export type ReceivedImport = {
  readonly id: string
  readonly state: ImportState
  /** The same bytes were here already: nothing changed. */
  readonly known: boolean
}

/**
 * Opens the one writing transaction as whoever sends: a person at the page, or the command line.
 */
export type ActingAs = <Result>(work: (db: Writer) => Promise<Result>) => Promise<Result>

/**
 * Takes in one list file: bytes to a private file, one import, one event. The same bytes again
 * answer with the import there is.
 */
export async function receiveImport(
  house: House,
  as: ActingAs,
  file: {
    readonly stream: Readable
    readonly name: string
    readonly deliveredOn?: string | undefined
  },
): Promise<ReceivedImport> {
  const id = newId<'import'>()
  const target = incomingPath(house.config.dataDirectory, id)
  const received = await receiveStream(file.stream, target)
  let kept = false
  try {
    const container = await containerOf(target)
    const answer = await as(async (db) => {
      const given = {
        id,
        fileName: safeFileName(file.name),
        digest: received.digest,
        bytes: received.bytes,
        container,
        deliveredOn: file.deliveredOn ?? null,
      }
      const same = await findSameFile(db, received.digest)
      if (same !== undefined) return { ...same, known: true }
      if (!(await addImport(db, given))) {
        const other = await findSameFile(db, received.digest)
        if (other !== undefined) return { ...other, known: true }
        throw new Error('an import that is neither new nor known')
      }
      const digest = received.digest.toString('hex')
      const detail = { bytes: received.bytes, container, digest }
      await record(db, { name: 'import.received', subject: id, detail })
      return { id, state: 'received' as const, known: false }
    })
    kept = !answer.known
    return answer
  } finally {
    if (!kept) await rm(target, { force: true })
  }
}

/**
 * The last part of the name, without signs that a terminal or a path would obey, no long numbers.
 */
export function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .replace(/\p{C}/gu, '')
    .replace(/\d{9,}/g, '…')
    .trim()
  return plain === '' ? 'daftar' : plain.slice(-150)
}
