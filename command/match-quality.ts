import path from 'node:path'
import { readTenants } from '../server/create-tenant.ts'
import { working } from '../server/database.ts'
import { openFloor } from '../server/floor.ts'
import { readQuality } from '../server/matching/read-quality.ts'
import { type Outcome, WrongUse } from './command.ts'

type Quality = Awaited<ReturnType<typeof readQuality>>
type Figures = NonNullable<Quality['registry']>
type Share = Figures['precision']

/** The figures of the page "Matching quality", for every regency of a data folder. */
export async function tellQuality(
  data: string | undefined,
  progress: (line: string) => void,
): Promise<Outcome> {
  if (data === undefined) throw new WrongUse('match quality needs --data DIR.')
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
    return { result: { regencies }, lines: regencies.flatMap(linesOf) }
  } finally {
    await floor.stop()
  }
}

function linesOf(quality: Quality & { readonly tenantId: number }): string[] {
  const { tenantId, sample, registry, lists } = quality
  if (sample === null || registry === null) {
    return [`Regency ${tenantId}: nothing was matched yet, so there is nothing to measure.`]
  }
  const drawn = `sample of ${sample.drawnAt.slice(0, 10)}, rules ${sample.ruleVersion}`
  return [
    `Regency ${tenantId}: ${drawn}, ${sample.families} families.`,
    ...figureLines('all data', registry),
    ...lists.flatMap((list) => {
      const name = list.importId === null ? 'no list, or an old one' : list.fileName
      return [
        ...figureLines(`inside ${name}`, list.inside),
        ...figureLines(`${name} with other data`, list.against),
      ]
    }),
    ...uncoveredLines(sample),
  ]
}

function uncoveredLines(sample: NonNullable<Quality['sample']>): string[] {
  const [below, missed] = [sample.expectedBelow, sample.expectedMissed].map((pairs) =>
    pairs.toFixed(1),
  )
  return [
    `  Not covered by labels, by the engine's own reckoning: ${below} true pairs under a chance`,
    `  of ${sample.floor}, and at least ${missed} that were never compared.`,
  ]
}

function figureLines(where: string, figures: Figures): string[] {
  const { considered, joined, labels, unsure } = figures
  if (considered === 0) return [`  ${where}: no pairs.`]
  const counts = `${joined} joined of ${considered} pairs; ${labels} labels, ${unsure} unsure`
  return [
    `  ${where}: ${counts}.`,
    `    precision ${shareWords(figures.precision)}, recall ${shareWords(figures.recall)}`,
  ]
}

function shareWords({ value, low, high, needed }: Share): string {
  if (value === null || low === null || high === null) {
    if (needed === 0) return 'of no pairs'
    return `not yet estimated: label ${needed} more`
  }
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  return `${percent(value)} (between ${percent(low)} and ${percent(high)})`
}
