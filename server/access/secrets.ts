import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { hash as argonHash, verify as argonVerify, type Options } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, two passes, one lane. */
const parameters: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

export function hashPassword(password: string): Promise<string> {
  return argonHash(password.normalize('NFKC'), parameters)
}

/** One verification, for an account that is unknown or has no password too. */
export async function isPassword(known: string | null, given: string): Promise<boolean> {
  const against = known ?? (await standIn())
  const same = await argonVerify(against, given.normalize('NFKC'))
  return same && known !== null
}

let standInHash: Promise<string> | undefined

/**
 * Verified against when there is nothing to verify against. Made before the first attempt: making
 * it then would take as long as a second verification.
 */
export function standIn(): Promise<string> {
  standInHash ??= hashPassword(randomBytes(16).toString('base64'))
  return standInHash
}

/** A session's cookie value, and what is kept of it. */
export function newToken(): { readonly token: string; readonly tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function newCsrfToken(): string {
  return randomBytes(24).toString('base64url')
}

/** Signs that nobody mistakes for another when read from paper (no I, L, O, U, 0, 1). */
const codeSigns = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const codeLength = 12

/** A one-time code, 58 bits, in three groups for reading aloud. Only its hash is kept. */
export function newCode(): { readonly code: string; readonly hash: string } {
  const signs = Array.from({ length: codeLength }, () => codeSigns[randomInt(codeSigns.length)])
  const code = signs.join('').replace(/(.{4})(?=.)/g, '$1-')
  return { code, hash: hashCode(code) }
}

export function hashCode(code: string): string {
  const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return createHash('sha256').update(`entas one-time code ${plain}`).digest('hex')
}

export function isCode(known: string | null, given: string): boolean {
  const expected = Buffer.from(known ?? '')
  const actual = Buffer.from(hashCode(given))
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
