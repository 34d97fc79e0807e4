import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { type ProblemCatalogue, problemsOf } from '../core/kernel/problem.ts'
import { type Database, working } from './database.ts'
import type { Keyring, TenantKeys } from './keyring.ts'
import { type KeyRow, listKeys, saveWrapped } from './tenants/store.ts'

/** What can keep the keys from opening; worded in web/text/access. */
export const keyProblems = {
  'keys.missing': { status: 503 },
  'keys.readable-by-others': { status: 503 },
  'keys.damaged': { status: 503 },
  'keys.other-master': { status: 503 },
} as const satisfies ProblemCatalogue

export const keyProblem = problemsOf(keyProblems)

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
const fileShape = /^entas-master-key-1 ([A-Za-z0-9_-]{43})\n?$/

/** Beside the data folder, never in it: a copy of the folder alone opens nothing. */
export function defaultKeyFile(dataDirectory: string): string {
  return `${path.resolve(dataDirectory)}.key`
}

/** The master key of a file with mode 0600. Throws `keys.missing`, `keys.damaged` and so on. */
export async function readMasterKey(file: string): Promise<Buffer> {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined) throw keyProblem('keys.missing', { file })
  // Windows keeps rights elsewhere; its mode says nothing.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw keyProblem('keys.readable-by-others', { file })
  }
  const handle = await open(file, constants.O_RDONLY)
  try {
    const text = fileShape.exec(await handle.readFile('utf8'))?.[1]
    if (text === undefined) throw keyProblem('keys.damaged', { file })
    return Buffer.from(text, 'base64url')
  } finally {
    await handle.close()
  }
}

/** A new master key in a new file, on the disk before it is used. Never overwrites one. */
export async function createMasterKey(file: string): Promise<Buffer> {
  const masterKey = randomBytes(keyBytes)
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`entas-master-key-1 ${masterKey.toString('base64url')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return masterKey
}

/** The key of a data folder; makes one where there is none (init and demonstration). */
export async function openMasterKey(file: string): Promise<Buffer> {
  const found = await stat(file).catch(() => undefined)
  return found === undefined ? createMasterKey(file) : readMasterKey(file)
}

/** A random data key of a regency, wrapped by the master key. */
export function newWrappedKey(masterKey: Buffer, place: KeyPlace): Buffer {
  return wrap(masterKey, randomBytes(keyBytes), place)
}

type KeyPlace = { readonly tenantId: number; readonly version: number }

function wrap(masterKey: Buffer, dataKey: Buffer, place: KeyPlace): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', masterKey, iv)
  cipher.setAAD(contextOf(place))
  const body = Buffer.concat([cipher.update(dataKey), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

function unwrap(masterKey: Buffer, row: KeyRow): Buffer {
  const iv = row.wrapped.subarray(0, ivBytes)
  const decipher = createDecipheriv('aes-256-gcm', masterKey, iv)
  decipher.setAAD(contextOf(row))
  decipher.setAuthTag(row.wrapped.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const body = row.wrapped.subarray(ivBytes + tagBytes)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    throw keyProblem('keys.other-master', { tenantId: row.tenantId })
  }
}

/** A wrapped key cannot be moved to another regency or version. */
function contextOf(place: KeyPlace): Buffer {
  return Buffer.from(`entas data key, tenant ${place.tenantId}, version ${place.version}`)
}

/** Opens every regency's newest key with the master key. Throws `keys.other-master`. */
export async function openKeyring(database: Database, masterKey: Buffer): Promise<Keyring> {
  const rows = await working(database, 0, listKeys)
  const keys = new Map<number, TenantKeys>()
  for (const row of rows) keys.set(row.tenantId, derive(unwrap(masterKey, row), row))
  return {
    of: (tenantId) => {
      const found = keys.get(tenantId)
      if (found === undefined) throw new Error(`regency ${tenantId} has no key`)
      return found
    },
  }
}

/** Two keys of one: what seals never indexes (NIST SP 800-108 separates uses). */
function derive(dataKey: Buffer, place: KeyPlace): TenantKeys {
  const of = (use: string) =>
    createSecretKey(
      Buffer.from(hkdfSync('sha256', dataKey, contextOf(place), `entas ${use}`, keyBytes)),
    )
  return { version: place.version, seal: of('seal'), index: of('index') }
}

/** Rotation: the same data keys under another master key, all or none. */
export function rewrapTenantKeys(
  database: Database,
  masterKeys: { readonly from: Buffer; readonly to: Buffer },
): Promise<{ readonly rewrapped: number }> {
  return working(database, 0, async (db) => {
    const rows = await listKeys(db)
    for (const row of rows) {
      const wrapped = wrap(masterKeys.to, unwrap(masterKeys.from, row), row)
      await saveWrapped(db, { ...row, wrapped })
    }
    return { rewrapped: rows.length }
  })
}
