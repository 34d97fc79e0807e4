import { createReadStream, existsSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../core/matching/explain-words.ts'
import { readTenants } from '../server/create-tenant.ts'
import { type Reader, working } from '../server/database.ts'
import { type Floor, openFloor } from '../server/floor.ts'
import { drainJobs } from '../server/jobs.ts'
import { defaultKeyFile, openKeyring, readMasterKey } from '../server/key-file.ts'
import type { House } from '../server/route.ts'
import { receiveImport } from '../server/sources/receive-import.ts'
import { requestEntry } from '../server/sources/request-entry.ts'
import { findImport, groupFindings, type ImportRecord } from '../server/sources/store.ts'
import { defineCommand, WrongUse } from './command.ts'
import { sentenceOf } from './tell-failure.ts'
import { type Say, sayIn } from './words.ts'

const settled = ['checked', 'entered', 'refused', 'withdrawn']
const askAgainMs = 500

/** Stages a list and enters its good rows, through the same use cases as the page. */
export const command = defineCommand({
  name: 'import',
  summary: 'import.summary',
  words: ['FILE'],
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'option.data' },
    key: { kind: 'text', value: 'FILE', summary: 'option.key' },
    unit: { kind: 'text', value: 'UNIT', summary: 'import.option.unit' },
    'check-only': { kind: 'flag', summary: 'import.option.check-only' },
  },
  run: async ({ options, words, language, progress }) => {
    const say = sayIn(language)
    const [name = ''] = words
    if (options.data === undefined) {
      throw new WrongUse(say('use.needs', { verb: 'import', what: '--data DIR' }))
    }
    if (!existsSync(name)) throw new WrongUse(say('use.no-file', { file: name }))
    if (options.unit !== undefined && !['household', 'person'].includes(options.unit)) {
      throw new WrongUse(say('import.unit-values'))
    }
    const dataDirectory = path.resolve(options.data)
    const databaseUrl = process.env.DATABASE_URL
    const floor = await openFloor({
      dataDirectory,
      databaseUrl,
      whenRunning: 'join',
      log: progress,
    })
    try {
      const keyFile = path.resolve(options.key ?? defaultKeyFile(dataDirectory))
      const { house, tenantId } = await openHouse(floor, { dataDirectory, keyFile, say })
      const unit = options.unit
      const enter = !options['check-only']
      return await importFile({ house, tenantId, name, unit, enter, language, progress })
    } finally {
      await floor.stop()
    }
  },
})

async function openHouse(
  floor: Floor,
  at: { readonly dataDirectory: string; readonly keyFile: string; readonly say: Say },
): Promise<{ house: House; tenantId: number }> {
  const { database } = floor
  const [tenant] = await readTenants(database)
  if (tenant === undefined) throw new WrongUse(at.say('import.no-regency'))
  const keyring = await openKeyring(database, await readMasterKey(at.keyFile))
  const demonstration = tenant.demonstration
  const config = { dataDirectory: at.dataDirectory, demonstration, secureCookies: false }
  return { house: { database, keyring, config }, tenantId: tenant.id }
}

async function importFile(asked: {
  readonly house: House
  readonly tenantId: number
  readonly name: string
  readonly unit: string | undefined
  readonly enter: boolean
  readonly language: Language
  readonly progress: (line: string) => void
}) {
  const { house, tenantId, language, progress } = asked
  const say = sayIn(language)
  const file = { stream: createReadStream(asked.name), name: path.basename(asked.name) }
  const as = <Result>(work: Parameters<typeof working<Result>>[2]) =>
    working(house.database, tenantId, work)
  const received = await receiveImport(house, as, file)
  const { id, known } = received
  progress(say(known ? 'import.known' : 'import.checking'))
  let found = await waitFor(house, tenantId, id)
  const rightUnit = asked.unit === undefined || asked.unit === found.unit
  if (asked.enter && found.state === 'checked' && found.good_rows > 0 && rightUnit) {
    progress(say('import.entering', { rows: found.good_rows }))
    await working(house.database, tenantId, (db) => requestEntry(db, id))
    found = await waitFor(house, tenantId, id)
  }
  const findings = await working(house.database, tenantId, (db: Reader) => groupFindings(db, id))
  return await outcomeOf(found, { known, findings, rightUnit, language })
}

/** Runs the waiting jobs here, or waits for the server that runs beside. */
async function waitFor(house: House, tenantId: number, id: string): Promise<ImportRecord> {
  for (;;) {
    await drainJobs(house)
    const found = await working(house.database, tenantId, (db) => findImport(db, id))
    if (found === undefined) throw new Error('an import that vanished')
    if (settled.includes(found.state)) return found
    await new Promise((resolve) => setTimeout(resolve, askAgainMs))
  }
}

async function outcomeOf(
  found: ImportRecord,
  told: {
    readonly known: boolean
    readonly rightUnit: boolean
    readonly language: Language
    readonly findings: readonly { code: string; severity: 'wait' | 'look'; rows: number }[]
  },
) {
  const families = found.mapping.families ?? 0
  const persons = found.unit === 'person' ? found.data_rows : families
  const result = {
    import: found.id,
    state: found.state,
    known: told.known,
    unit: found.unit,
    rows: found.data_rows,
    families,
    persons,
    goodRows: found.good_rows,
    waitingRows: found.waiting_rows,
    problem: told.rightUnit ? found.problem_code : 'sources.other-unit',
    findings: told.findings,
  }
  const { language } = told
  const say = sayIn(language)
  const lines = [
    say('import.counts', {
      state: say(`import.state.${found.state}`),
      rows: found.data_rows,
      families,
      persons,
    }),
    say('import.good', { good: found.good_rows, waiting: found.waiting_rows }),
    ...told.findings.map(({ rows, code, severity }) =>
      say('import.finding', { rows, code, severity: say(`import.severity.${severity}`) }),
    ),
    ...(await problemLines(result.problem, found, language)),
  ]
  const wrong = found.state === 'refused' || !told.rightUnit
  return { result, lines, exitCode: wrong ? (1 as const) : (0 as const) }
}

async function problemLines(
  code: string | null,
  { unit }: Pick<ImportRecord, 'unit'>,
  language: Language,
): Promise<readonly string[]> {
  if (code === null) return []
  const say = sayIn(language)
  if (code === 'sources.other-unit') return [say('import.other-unit', { unit: unit ?? '–' })]
  return [await sentenceOf({ code }, language)]
}
