import { createHash } from 'node:crypto'
import { type Database, working } from '../database.ts'
import { chainOf, firstChain } from './digest.ts'
import { sealAll } from './seal-events.ts'
import { getHead, listSealedAfter } from './store.ts'

const title = 'entas-anchor 1'
const batchSize = 5000

export type AnchorLine = {
  readonly position: number
  readonly eventId: string
  readonly name: string
  readonly digest: string
}

/** What was sealed when the anchor was made, of one regency. */
export type Anchor = {
  readonly tenantId: number
  readonly madeAt: string
  readonly lines: readonly AnchorLine[]
  readonly head: { readonly position: number; readonly chain: string }
}

/** Why a text is no anchor, or not the one that was written. */
export class AnchorDamaged extends Error {}

/**
 * Seals what is committed and writes an anchor, one line an event, to be kept outside: whoever
 * changes the database later cannot change this file with it. Yields pieces of text.
 */
export async function* writeAnchor(
  database: Database,
  tenantId: number,
  madeAt: Date,
): AsyncGenerator<string> {
  await sealAll(database, tenantId)
  const head = await working(database, tenantId, getHead)
  const sum = createHash('sha256')
  const told = (text: string) => {
    sum.update(text)
    return text
  }
  yield told(`${title}\ntenant\t${tenantId}\t${madeAt.toISOString()}\n`)
  let position = 0
  while (position < head.position) {
    const after = position
    const rows = await working(database, tenantId, (db) =>
      listSealedAfter(db, { position: after, limit: batchSize }),
    )
    const within = rows.filter((row) => row.position <= head.position)
    const last = within.at(-1)
    if (last === undefined) break
    const lines = within.map((row) =>
      [row.position, row.eventId, row.name ?? '-', row.digest.toString('hex')].join('\t'),
    )
    yield told(`${lines.join('\n')}\n`)
    position = last.position
  }
  yield told(`head\t${head.position}\t${head.chain.toString('hex')}\n`)
  yield `sha256\t${sum.digest('hex')}\n`
}

const lineShape = /^(\d+)\t([0-9a-f-]{36})\t(\S+)\t([0-9a-f]{64})$/

/** Reads the anchors of a file (one a regency); throws AnchorDamaged when a byte was changed. */
export function readAnchors(text: string): readonly Anchor[] {
  const anchors: Anchor[] = []
  let rest = text
  while (rest !== '') {
    const end = /^sha256\t([0-9a-f]{64})\r?\n?/m.exec(rest)
    if (end === null) throw new AnchorDamaged('the anchor has no end')
    const part = rest.slice(0, end.index)
    const sum = createHash('sha256').update(part).digest('hex')
    if (sum !== end[1]) throw new AnchorDamaged('the anchor does not match its own sum')
    anchors.push(readAnchor(part))
    rest = rest.slice(end.index + end[0].length)
  }
  if (anchors.length === 0) throw new AnchorDamaged('the anchor is empty')
  return anchors
}

function readAnchor(part: string): Anchor {
  const lines = part.trimEnd().split('\n')
  const about = /^tenant\t(\d+)\t(\S+)$/.exec(lines[1] ?? '')
  const head = /^head\t(\d+)\t([0-9a-f]{64})$/.exec(lines.at(-1) ?? '')
  if (lines[0] !== title || about === null || head === null) {
    throw new AnchorDamaged('this is not an anchor')
  }
  const [, tenantId = '', madeAt = ''] = about
  const [, position = '', chain = ''] = head
  const sealed = lines.slice(2, -1).map(readLine)
  const anchor = {
    tenantId: Number(tenantId),
    madeAt,
    lines: sealed,
    head: { position: Number(position), chain },
  }
  requireOwnChain(anchor)
  return anchor
}

function readLine(text: string): AnchorLine {
  const match = lineShape.exec(text)
  if (match === null) throw new AnchorDamaged('a line of the anchor cannot be read')
  const [, position = '', eventId = '', name = '', digest = ''] = match
  return { position: Number(position), eventId, name, digest }
}

/** The anchor's digests must lead to its own head: a made-up line would not. */
function requireOwnChain(anchor: Anchor): void {
  let chain = firstChain
  for (const line of anchor.lines) chain = chainOf(chain, Buffer.from(line.digest, 'hex'))
  if (chain.toString('hex') !== anchor.head.chain) {
    throw new AnchorDamaged('the lines of the anchor do not lead to its head')
  }
}
