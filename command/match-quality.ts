import path from 'node:path'
import { readTenants } from '../server/create-tenant.ts'
import { working } from '../server/database.ts'
import { openFloor } from '../server/floor.ts'
import { readQuality } from '../server/matching/read-quality.ts'
import { type Outcome, WrongUse } from './command.ts'
import type { Say } from './words.ts'

type Quality = Awaited<ReturnType<typeof readQuality>>
type Figures = NonNullable<Quality['registry']>
type Share = Figures['precision']

/** The figures of the page "Matching quality", for every regency of a data folder. */
export async function tellQuality(
  data: string | undefined,
  say: Say,
  progress: (line: string) => void,
): Promise<Outcome> {
  if (data === undefined)
    throw new WrongUse(say('use.needs', { verb: 'match quality', what: '--data DIR' }))
  const floor = await openFloor({
    dataDirectory: path.resolve(data),
    databaseUrl: process.env.DATABASE_URL,
    whenRunning: 'join',
    log: progress,
  })
  try {
    const regencies: (Quality & { readonly tenantId: number })[] = []
    for (const { id: tenantId } of await readTenants(floor.database)) {
      const quality = await working(floor.database, tenantId, (db) => readQuality(db, {}))
      regencies.push({ tenantId, ...quality })
    }
    return { result: { regencies }, lines: regencies.flatMap((each) => linesOf(each, say)) }
  } finally {
    await floor.stop()
  }
}

function linesOf(quality: Quality & { readonly tenantId: number }, say: Say): string[] {
  const { tenantId: tenant, sample, registry, lists } = quality
  if (sample === null || registry === null) return [say('quality.nothing', { tenant })]
  const { ruleVersion: version, families } = sample
  return [
    say('quality.sample', { tenant, drawn: sample.drawnAt.slice(0, 10), version, families }),
    ...figureLines(say('quality.all'), registry, say),
    ...lists.flatMap((each) => {
      const list = each.importId === null ? say('quality.no-list') : (each.fileName ?? '')
      return [
        ...figureLines(say('quality.inside', { list }), each.inside, say),
        ...figureLines(say('quality.against', { list }), each.against, say),
        ...(each.since === null ? [] : [sinceLine(list, each.since, say)]),
      ]
    }),
    say('quality.uncovered', {
      below: sample.expectedBelow.toFixed(1),
      floor: sample.floor,
      missed: sample.expectedMissed.toFixed(1),
    }),
  ]
}

function sinceLine(
  list: string,
  { drawnAt, expectedBelow, expectedMissed }: NonNullable<Quality['lists'][number]['since']>,
  say: Say,
): string {
  const [below, missed] = [expectedBelow.toFixed(1), expectedMissed.toFixed(1)]
  return say('quality.since', { list, drawn: drawnAt.slice(0, 10), below, missed })
}

function figureLines(where: string, figures: Figures, say: Say): string[] {
  const { considered, joined, labels, unsure } = figures
  if (considered === 0) return [say('quality.no-pairs', { where })]
  const [precision, recall] = [shareWords(figures.precision, say), shareWords(figures.recall, say)]
  return [
    say('quality.counts', { where, joined, considered, labels, unsure }),
    say('quality.rates', { precision, recall }),
  ]
}

function shareWords({ value, low, high, needed }: Share, say: Say): string {
  if (value === null || low === null || high === null) {
    return needed === 0 ? say('quality.of-none') : say('quality.label-more', { needed })
  }
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  return say('quality.between', { value: percent(value), low: percent(low), high: percent(high) })
}
