import { createReadStream, existsSync } from 'node:fs'
import path from 'node:path'
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

const settled = ['checked', 'entered', 'refused', 'withdrawn']
const askAgainMs = 500

/** Stages a list and enters its good rows, through the same use cases as the page. */
export const command = defineCommand({
  name: 'import',
  summary: 'check a P3KE list (XLSX or CSV) and enter its good rows',
  words: ['FILE'],
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'the data folder' },
    key: { kind: 'text', value: 'FILE', summary: 'master key file (default: DIR.key, beside it)' },
    unit: { kind: 'text', value: 'UNIT', summary: 'refuse another file than: household, person' },
    'check-only': { kind: 'flag', summary: 'check and show the findings; enter nothing' },
  },
  run: async ({ options, words, progress }) => {
    const [name] = words
    if (options.data === undefined) throw new WrongUse('import needs --data DIR.')
    if (name === undefined || !existsSync(name)) throw new WrongUse(`There is no file ${name}.`)
    if (options.unit !== undefined && !['household', 'person'].includes(options.unit)) {
      throw new WrongUse('--unit takes household or person.')
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
      const { house, tenantId } = await openHouse(floor, { dataDirectory, keyFile })
      const unit = options.unit
      const enter = !options['check-only']
      return await importFile({ house, tenantId, name, unit, enter, progress })
    } finally {
      await floor.stop()
    }
  },
})

async function openHouse(
  floor: Floor,
  at: { readonly dataDirectory: string; readonly keyFile: string },
): Promise<{ house: House; tenantId: number }> {
  const { database } = floor
  const [tenant] = await readTenants(database)
  if (tenant === undefined) throw new WrongUse('This data folder has no regency: run init first.')
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
  readonly progress: (line: string) => void
}) {
  const { house, tenantId, progress } = asked
  const file = { stream: createReadStream(asked.name), name: path.basename(asked.name) }
  const as = <Result>(work: Parameters<typeof working<Result>>[2]) =>
    working(house.database, tenantId, work)
  const received = await receiveImport(house, as, file)
  const { id, known } = received
  progress(known ? 'These bytes were received before: nothing changes.' : 'Checking ...')
  let found = await waitFor(house, tenantId, id)
  const rightUnit = asked.unit === undefined || asked.unit === found.unit
  if (asked.enter && found.state === 'checked' && found.good_rows > 0 && rightUnit) {
    progress(`Entering ${found.good_rows} rows ...`)
    await working(house.database, tenantId, (db) => requestEntry(db, id))
    found = await waitFor(house, tenantId, id)
  }
  const findings = await working(house.database, tenantId, (db: Reader) => groupFindings(db, id))
  return outcomeOf(found, { known, findings, rightUnit })
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

function outcomeOf(
  found: ImportRecord,
  told: {
    readonly known: boolean
    readonly rightUnit: boolean
    readonly findings: readonly { code: string; severity: string; rows: number }[]
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
  const lines = [
    `${found.state}: ${found.data_rows} rows, ${families} families, ${persons} persons`,
    `${found.good_rows} good, ${found.waiting_rows} waiting`,
    ...told.findings.map((each) => `  ${each.rows} × ${each.code} (${each.severity})`),
    ...(result.problem === null ? [] : [`problem: ${result.problem}`]),
  ]
  const wrong = found.state === 'refused' || !told.rightUnit
  return { result, lines, exitCode: wrong ? (1 as const) : (0 as const) }
}
