import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '../server/floor.ts'
import { openTestDatabase, type TestDatabase } from './support/database.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Each imports from its left only (docs/decisions/0001). */
const capabilities = [
  'kernel',
  'areas',
  'access',
  'registry',
  'sources',
  'matching',
  'visits',
  'classification',
  'programmes',
  'payments',
  'monitoring',
]

const roots = ['core', 'server', 'web', 'command', 'test', 'bench']
const sources = roots.flatMap((each) => filesIn(path.join(root, each), /\.(ts|tsx|mjs)$/))
const core = sources.filter((file) => file.startsWith('core/'))
const inProduct = sources.filter((file) => /^(core|server|web)\//.test(file))

/** Paths from the root, with slashes. */
function filesIn(folder: string, wanted: RegExp): string[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !/(^|\/)(dist|node_modules)\//.test(file))
    .sort()
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

/** `file:line` of every line that the rule finds fault with. */
function faults(files: readonly string[], rule: (line: string) => boolean): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .map((line, index) => (rule(line) ? `${file}:${index + 1}` : ''))
      .filter((fault) => fault !== ''),
  )
}

function importsOf(file: string): string[] {
  const found = read(file).matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)
  return [...found].map(([, target = '']) => path.posix.join(path.posix.dirname(file), target))
}

/**
 * The capability of `core/visits/visit.ts`; undefined for what belongs to none (`server/app.ts`).
 */
function capabilityOf(file: string): string | undefined {
  const [, room, more] = file.split('/')
  return more !== undefined && capabilities.includes(room ?? '') ? room : undefined
}

test('a capability imports from its left only', () => {
  const wrong = inProduct.flatMap((file) => {
    const here = capabilityOf(file)
    if (here === undefined || file.endsWith('.test.ts')) return []
    return importsOf(file)
      .filter((target) => {
        const there = capabilityOf(target)
        return there !== undefined && capabilities.indexOf(there) > capabilities.indexOf(here)
      })
      .map((target) => `${file} -> ${target}`)
  })
  expect(wrong).toEqual([])
})

test('core imports nothing of server, web, command or Node', () => {
  const wrong = core
    .filter((file) => !file.endsWith('.test.ts'))
    .filter(
      (file) =>
        importsOf(file).some((target) => !target.startsWith('core/')) ||
        /from ['"]node:/.test(read(file)),
    )
  expect(wrong).toEqual([])
})

test('the pages take types alone from contracts, and nothing from the server', () => {
  const web = sources.filter((file) => file.startsWith('web/') && !file.endsWith('.test.ts'))
  const fromServer = web.filter((file) =>
    importsOf(file).some((target) => target.startsWith('server/')),
  )
  expect(fromServer).toEqual([])
  const asValue = faults(
    web,
    (line) => /contract\.ts['"]/.test(line) && /^import (?!type)/.test(line) && /core\//.test(line),
  )
  expect(asValue).toEqual([])
})

test('core asks neither clock nor chance', () => {
  const pure = core.filter((file) => !file.endsWith('.test.ts'))
  const asks =
    /Date\.now|new Date\(\)|Math\.random|performance\.now|crypto\.|globalThis|\bprocess\./
  expect(faults(pure, (line) => asks.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))).toEqual([])
})

test('a file is named for what is in it', () => {
  const banned = /(^|\/)(utils?|helpers?|common|services?|types|index|misc|shared)\.(ts|tsx|mjs)$/
  expect(sources.filter((file) => banned.test(file))).toEqual([])
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/
  expect(sources.filter((file) => !kebab.test(path.basename(file)))).toEqual([])
})

test('a file has at most 400 lines of at most 100 characters', () => {
  const long = sources.filter((file) => read(file).split('\n').length > 401)
  expect(long).toEqual([])
  // Words on screen and names of tests are sentences; each is one line of its file.
  const isWords = (file: string) => /^(web\/text\/|command\/words(\/|\.ts$))/.test(file)
  const typed = sources.filter((file) => /\.tsx?$/.test(file) && !isWords(file))
  const isTitle = (line: string) => /^\s*(test|it)(\.\w+)?\('[^']+', /.test(line)
  expect(faults(typed, (line) => line.length > 100 && !isTitle(line))).toEqual([])
})

test('nothing is waved through the compiler, nothing is left for later without a number', () => {
  // Written apart, so that this file does not find itself.
  const waved = new RegExp(['as', 'any\\b'].join(' '))
  expect(faults(sources, (line) => waved.test(line) || /@ts-(ignore|nocheck)/.test(line))).toEqual(
    [],
  )
  const later = new RegExp(`\\b(TO${''}DO|FIX${''}ME)\\b(?! #\\d)`)
  expect(
    faults(
      sources.filter((file) => file !== 'test/tidy.test.ts'),
      (line) => later.test(line),
    ),
  ).toEqual([])
})

test('no absolute path of a machine and no registry is named', () => {
  const others = [...sources, 'package.json', 'package-lock.json', '.ci/run']
  const hosts = new RegExp(['/wo' + 'rk/', '/ro' + 'ot/[a-z]'].join('|'))
  expect(faults(others, (line) => hosts.test(line))).toEqual([])
})

test('a landed migration never changes', () => {
  const landed: Record<string, string> = JSON.parse(read('test/landed-migrations.json'))
  const now = filesIn(path.join(root, 'database/migrations'), /\.sql$/)
  const digests = Object.fromEntries(
    now.map((file) => [
      path.basename(file),
      createHash('sha256').update(read(file).replaceAll('\r\n', '\n')).digest('hex'),
    ]),
  )
  for (const [name, digest] of Object.entries(landed)) {
    expect(digests[name], `${name} has landed: write a new migration`).toBe(digest)
  }
  const names = Object.keys(digests)
  expect(names.every((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))).toBe(true)
  expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length)
})

test('a join names the regency itself, of the colleagues too', () => {
  const stores = sources.filter((file) => /^server\/.*store\.ts$/.test(file))
  const joined = /\bjoin entas\.(\w+)(.*?)(?=\b(?:join|where|group by|order by|limit)\b|`)/gs
  const unbound = stores.flatMap((file) =>
    [...read(file).matchAll(joined)]
      .filter(
        ([, table = '', on = '']) => !global.includes(`'${table}'`) && !on.includes('tenant_id'),
      )
      .map(([, table]) => `${file}: ${table}`),
  )
  expect(unbound).toEqual([])
})

test('a constraint has a name of at most 54 characters', async () => {
  const found = await ask(`
    select conname as fault from pg_constraint
    join pg_namespace on pg_namespace.oid = connamespace
    where nspname = 'entas' and length(conname) > 54
    union all
    select indexname from pg_indexes where schemaname = 'entas' and length(indexname) > 54`)
  expect(found).toEqual([])
})

let db: TestDatabase
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

async function ask(query: string): Promise<readonly string[]> {
  const found = await asOwner(db.ownerUrl, (client) => client.query<{ fault: string }>(query))
  return found.rows.map((row) => row.fault)
}

// Tables, without the parts of a partitioned one: those follow their parent.
const tables = `
  select c.oid, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as guarded,
    exists (select from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as of_tenant
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'entas' and c.relkind in ('r', 'p') and not c.relispartition`

/** Accounts and sessions are global and seen by the door only; these describe the tenant itself. */
const global = "('tenant', 'tenant_code', 'tenant_key', 'area', 'account', 'session')"

test('every table says what it is', async () => {
  const silent = `select name as fault from (${tables}) t
    where coalesce(obj_description(oid, 'pg_class'), '') = '' order by name`
  expect(await ask(silent)).toEqual([])
})

test('every table of a regency has the tenant first in its primary key', async () => {
  const wrong = `select name as fault from (${tables}) t
    where name not in ${global} and not exists (
      select from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.conrelid = t.oid and k.contype = 'p' and a.attname = 'tenant_id') order by name`
  expect(await ask(wrong)).toEqual([])
})

test('every table of a regency forces row-level security', async () => {
  const open = `select name as fault from (${tables}) t
    where name not in ${global} and (not guarded or not of_tenant) order by name`
  expect(await ask(open)).toEqual([])
})

test('no request role may touch a global table it has no business with', async () => {
  const wrong = `
    select role || ' ' || privilege || ' ' || name as fault
    from (${tables}) t,
      unnest(array['entas_office', 'entas_area']) role,
      unnest(array['select', 'insert', 'update', 'delete']) privilege
    where (name in ('account', 'session', 'tenant_key')
        or (name in ${global} and privilege <> 'select'))
      and has_table_privilege(role, oid, privilege)`
  expect(await ask(wrong)).toEqual([])
})
