import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Anchor, AnchorDamaged, readAnchors } from '../server/audit/anchor.ts'
import { type Suspicion, type Verification, verifyAudit } from '../server/audit/verify-audit.ts'
import { readTenants } from '../server/create-tenant.ts'
import { openFloor } from '../server/floor.ts'
import { defineCommand, WrongUse } from './command.ts'

/** Recomputes the chain of events and names every row that is not as it was sealed. */
export const command = defineCommand({
  name: 'verify-audit',
  summary: 'check that no event was changed, removed or slipped in',
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'the data folder' },
    anchor: { kind: 'text', value: 'FILE', summary: 'an anchor that was kept outside' },
  },
  run: async ({ options, progress }) => {
    if (options.data === undefined) throw new WrongUse('verify-audit needs --data DIR.')
    const anchors = options.anchor === undefined ? [] : await readAnchorFile(options.anchor)
    const dataDirectory = path.resolve(options.data)
    const databaseUrl = process.env.DATABASE_URL
    const floor = await openFloor({
      dataDirectory,
      databaseUrl,
      whenRunning: 'join',
      log: progress,
    })
    try {
      const regencies: Verification[] = []
      for (const { id: tenantId } of await readTenants(floor.database)) {
        const anchor = anchors.find((each) => each.tenantId === tenantId)
        regencies.push(await verifyAudit(floor.database, { tenantId, anchor }))
      }
      const lost = anchors.filter((anchor) =>
        regencies.every((each) => each.tenantId !== anchor.tenantId),
      )
      const verified = lost.length === 0 && regencies.every((each) => each.verified)
      const missingRegencies = lost.map((anchor) => anchor.tenantId)
      return {
        result: { verified, regencies, missingRegencies },
        lines: [
          ...missingRegencies.map((id) => `Regency ${id} of the anchor is gone.`),
          ...regencies.flatMap(linesOf),
          verified ? 'Nothing was changed, removed or slipped in.' : 'NOT as it was sealed.',
        ],
        exitCode: verified ? 0 : 1,
      }
    } finally {
      await floor.stop()
    }
  },
})

async function readAnchorFile(file: string): Promise<readonly Anchor[]> {
  try {
    return readAnchors(await readFile(file, 'utf8'))
  } catch (error) {
    if (error instanceof AnchorDamaged) throw new WrongUse(`${file}: ${error.message}.`)
    throw new WrongUse(`${file} cannot be read.`)
  }
}

function linesOf(found: Verification): string[] {
  const anchored = found.anchored === null ? 'no anchor' : `${found.anchored} anchored`
  const counts = `${found.events} sealed, ${found.unsealed} waiting, ${anchored}`
  const head = `Regency ${found.tenantId}: ${counts}.`
  const wrong = found.facts
    .filter((fact) => !fact.agrees)
    .map((fact) => `  ${fact.name}: ${fact.rows} rows, events tell of ${fact.events}`)
  return [head, ...found.suspicions.map(sentenceOf), ...wrong]
}

function sentenceOf(suspicion: Suspicion): string {
  const { what, position, eventId, name, by } = suspicion
  const place = position === null ? 'without position' : `position ${position}`
  return `  ${what}: ${place}, event ${eventId ?? 'unknown'}, ${name ?? 'name unknown'} (${by})`
}
