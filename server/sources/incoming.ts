import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sourcesProblem } from '../../core/sources/problems.ts'

export function incomingFolder(dataDirectory: string): string {
  return path.join(dataDirectory, 'incoming')
}

/** Where a list waits, private, between arrival and staging. Never named after its file. */
export function incomingPath(dataDirectory: string, importId: string): string {
  return path.join(incomingFolder(dataDirectory), importId)
}

export type Received = { readonly digest: Buffer; readonly bytes: number; readonly path: string }

/** A central list of a million rows with 31 columns is about 400 MB. */
export const listBytesMost = 1024 * 1024 * 1024

/** Writes what streams in to a private file while hashing it; leaves nothing when it breaks off. */
export async function receiveStream(stream: Readable, target: string): Promise<Received> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  const part = `${target}.part`
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > listBytesMost ? sourcesProblem('sources.file-too-large') : null, chunk)
    },
  })
  try {
    await pipeline(stream, meter, createWriteStream(part, { mode: 0o600, flush: true }))
    if (bytes === 0) throw sourcesProblem('sources.no-file')
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return { digest: hash.digest(), bytes, path: target }
}

export async function forgetIncoming(dataDirectory: string, importId: string): Promise<void> {
  await rm(incomingPath(dataDirectory, importId), { force: true })
}

export async function isIncoming(dataDirectory: string, importId: string): Promise<boolean> {
  try {
    return (await stat(incomingPath(dataDirectory, importId))).isFile()
  } catch {
    return false
  }
}
