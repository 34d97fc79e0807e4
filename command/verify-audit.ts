import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Anchor, AnchorDamaged, readAnchors } from '../server/audit/anchor.ts'
import { type Suspicion, type Verification, verifyAudit } from '../server/audit/verify-audit.ts'
import { readTenants } from '../server/create-tenant.ts'
import { openFloor } from '../server/floor.ts'
import { defineCommand, WrongUse } from './command.ts'
import { type Say, sayCode, sayIn } from './words.ts'

/** Recomputes the chain of events and names every row that is not as it was sealed. */
export const command = defineCommand({
  name: 'verify-audit',
  summary: 'verify.summary',
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'option.data' },
    anchor: { kind: 'text', value: 'FILE', summary: 'verify.option.anchor' },
  },
  run: async ({ options, language, progress }) => {
    const say = sayIn(language)
    if (options.data === undefined) {
      throw new WrongUse(say('use.needs', { verb: 'verify-audit', what: '--data DIR' }))
    }
    const anchors = options.anchor === undefined ? [] : await readAnchorFile(options.anchor, say)
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
          ...missingRegencies.map((tenant) => say('verify.regency-gone', { tenant })),
          ...regencies.flatMap((each) => linesOf(each, say)),
          say(verified ? 'verify.right' : 'verify.wrong'),
        ],
        exitCode: verified ? 0 : 1,
      }
    } finally {
      await floor.stop()
    }
  },
})

async function readAnchorFile(file: string, say: Say): Promise<readonly Anchor[]> {
  try {
    return readAnchors(await readFile(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof AnchorDamaged)) throw new WrongUse(say('verify.cannot-read', { file }))
    const why = sayCode(say, `verify.damage.${error.message}`, error.message)
    throw new WrongUse(say('verify.damaged', { file, why }))
  }
}

function linesOf(found: Verification, say: Say): string[] {
  const { tenantId: tenant, events, unsealed } = found
  const anchored =
    found.anchored === null
      ? say('verify.no-anchor')
      : say('verify.anchored', { count: found.anchored })
  const wrong = found.facts
    .filter((fact) => !fact.agrees)
    .map(({ name, rows, events }) =>
      say('verify.fact', { name: sayCode(say, `verify.fact.${name}`, name), rows, events }),
    )
  return [
    say('verify.regency', { tenant, events, unsealed, anchored }),
    ...found.suspicions.map((each) => sentenceOf(each, say)),
    ...wrong,
  ]
}

function sentenceOf(suspicion: Suspicion, say: Say): string {
  const { what, position, eventId, name, by } = suspicion
  return say('verify.suspicion', {
    what: say(`verify.what.${what}`),
    place: position === null ? say('verify.no-position') : say('verify.position', { position }),
    event: eventId ?? say('verify.unknown'),
    name: name ?? say('verify.no-name'),
    by: say(`verify.by.${by}`),
  })
}
