import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customersOf } from '../../bench/matching/customers.ts'
import { peopleOf } from '../../bench/matching/people.ts'
import { customersSpec, peopleSpec } from '../../bench/matching/specs.ts'
import { digitLevels } from '../../core/matching/engine/digits.ts'
import type { Kind } from '../../core/matching/engine/kinds.ts'
import { relationsOfPairs } from '../../core/matching/engine/model.ts'
import { type Linked, linkTable } from '../../server/matching/link/link-table.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'entas-link-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const seed = 20261122
const kinds: Readonly<Record<string, Kind>> = { ...peopleSpec.columns, village: 'place' }
const customerKinds: Readonly<Record<string, Kind>> = customersSpec.columns

const columns = Object.entries(kinds).map(([name, kind]) => ({ name, kind }))

function people(rows: number): { readonly header: string; readonly lines: readonly string[] } {
  const text = [...peopleOf(rows, seed)].join('')
  const [header = '', ...lines] = text.trimEnd().split('\n')
  return { header, lines }
}

function fileOf(name: string, header: string, lines: readonly string[]): string {
  const file = path.join(folder, name)
  writeFileSync(file, `${[header, ...lines].join('\n')}\n`)
  return file
}

function link(files: readonly string[], more: { mode?: 'link'; workers?: number } = {}) {
  const { mode = 'dedupe', workers = 2 } = more
  return linkTable({ files, mode, id: 'unique_id', columns, workers, threshold: 0.95 })
}

/** Pairs by the ids of their rows, with their probabilities, in an order of their own. */
function pairsOf(linked: Linked): readonly string[] {
  return [...linked.pairs.left]
    .map((left, at) => {
      const ids = [linked.ids(left), linked.ids(linked.pairs.right[at] ?? 0)].toSorted()
      return `${ids.join(' ')} ${linked.pairs.probability[at]}`
    })
    .toSorted()
}

/** Groups of more than one row, by ids. */
function groupsOf(linked: Linked): readonly string[] {
  const rows = [...linked.clusters.keys()]
  const groups = Map.groupBy(rows, (row) => linked.clusters[row] ?? 0)
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) =>
      group
        .map((row) => linked.ids(row))
        .toSorted()
        .join(' '),
    )
    .toSorted()
}

function shuffled<Each>(all: readonly Each[]): readonly Each[] {
  const keyed = all.map((each, at) => ({ each, key: Math.imul(at + 1, 0x9e3779b1) >>> 0 }))
  return keyed.toSorted((one, other) => one.key - other.key).map(({ each }) => each)
}

it(`answers the same whatever the order of the rows (seed ${seed})`, async () => {
  const { header, lines } = people(3000)
  const one = await link([fileOf('one.csv', header, lines)])
  const other = await link([fileOf('other.csv', header, shuffled(lines))])
  expect(pairsOf(one).length).toBeGreaterThan(500)
  expect(pairsOf(other)).toEqual(pairsOf(one))
  expect(groupsOf(other)).toEqual(groupsOf(one))
})

it(`answers the same whatever the number of threads (seed ${seed})`, async () => {
  const { header, lines } = people(13_000)
  const file = fileOf('many.csv', header, lines)
  const one = await link([file], { workers: 1 })
  const three = await link([file], { workers: 3 })
  expect(pairsOf(three)).toEqual(pairsOf(one))
  expect(groupsOf(three)).toEqual(groupsOf(one))
})

it(`finds the doubles that were made, without labels (seed ${seed})`, async () => {
  const { header, lines } = people(5000)
  const linked = await link([fileOf('found.csv', header, lines)])
  const truth = new Map(lines.map((line) => line.split(',').slice(0, 2) as [string, string]))
  const sure = [...linked.pairs.left.keys()].filter(
    (at) => (linked.pairs.probability[at] ?? 0) >= 0.95,
  )
  const right = sure.filter((at) => {
    const [one, other] = [linked.pairs.left[at] ?? 0, linked.pairs.right[at] ?? 0]
    return truth.get(linked.ids(one)) === truth.get(linked.ids(other))
  })
  const sizes = Map.groupBy(truth.values(), (cluster) => cluster)
  const all = [...sizes.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
  expect(right.length / sure.length).toBeGreaterThan(0.995)
  expect(right.length / all).toBeGreaterThan(0.97)
})

it('explains a pair by weights that add up to what it weighs, the same from both sides', async () => {
  const { header, lines } = people(3000)
  const linked = await link([fileOf('explained.csv', header, lines)])
  let inGroups = 0
  for (const [at, left] of [...linked.pairs.left.entries()].slice(0, 200)) {
    const right = linked.pairs.right[at] ?? 0
    const why = linked.explain(left, right)
    expect(linked.explain(right, left)).toEqual(why)
    const bits = why.fields.reduce((sum, field) => sum + field.bits, why.before + why.besides)
    expect(bits).toBeCloseTo(why.weight, 5)
    expect(why.probability).toBeCloseTo(1 / (1 + 2 ** -why.weight), 6)
    // Other stories than the likeliest take a share of the odds.
    expect(Math.abs(why.besides)).toBeLessThan(1.6)
    // Of larger groups the others speak too.
    if (linked.pairs.weight[at] !== Math.fround(why.weight)) inGroups += 1
  }
  expect(inGroups).toBeLessThan(100)
})

it('takes brothers and sisters for no twins, though there are few twins to learn from', async () => {
  const { header, lines } = people(6000)
  const { model } = await link([fileOf('twins.csv', header, lines)])
  const date = model.fields.findIndex(({ kind }) => kind === 'date')
  const nik = model.fields.findIndex(({ kind }) => kind === 'nik')
  const twins = relationsOfPairs.indexOf('twins')
  expect(model.shares[twins]?.[date]).toBeGreaterThanOrEqual(0.95)
  const share = model.priors.slice(twins).reduce((sum, each) => sum + each)
  const pairsOfRow = share * ((lines.length - 1) / 2)
  // One child in fifty is born with the one before.
  expect(pairsOfRow).toBeLessThan(0.01)
  // A spreadsheet makes zeros of two people's numbers as often as of one person's.
  const zeros = digitLevels.indexOf('cut')
  const [one, two] = [model.free[0]?.[nik] ?? [], model.free[twins]?.[nik] ?? []]
  const ofOneDay = (two[zeros] ?? 0) + (two[digitLevels.indexOf('kin')] ?? 0)
  expect(one[zeros]).toBeGreaterThan(0.002)
  expect((two[zeros] ?? 0) / ofOneDay / (one[zeros] ?? 0)).toBeCloseTo(1, 1)
})

it('links two lists across only', async () => {
  const { header, lines } = people(4000)
  const half = lines.length / 2
  const files = [
    fileOf('left.csv', header, lines.slice(0, half)),
    fileOf('right.csv', header, lines.slice(half)),
  ]
  const linked = await link(files, { mode: 'link' })
  expect(linked.sideStart).toBe(half)
  expect(linked.pairs.left.length).toBeGreaterThan(300)
  for (const [at, left] of linked.pairs.left.entries()) {
    const right = linked.pairs.right[at] ?? 0
    expect(left < half && right >= half).toBe(true)
  }
})

it('takes a table with nothing to find, and one of a single row', async () => {
  const { header, lines } = people(4000)
  const alone = await link([fileOf('alone.csv', header, lines.slice(0, 1))])
  expect(pairsOf(alone)).toEqual([])
  expect([...alone.clusters]).toEqual([0])
  const none = await link([fileOf('none.csv', header, [])])
  expect([...none.clusters]).toEqual([])
  const empty = lines.slice(0, 50).map((_, at) => `${at}${','.repeat(14)}`)
  expect(pairsOf(await link([fileOf('empty.csv', header, empty)]))).toEqual([])
})

it('tells long numbers apart that begin alike', async () => {
  const originals = people(600)
    .lines.slice(0, 300)
    .map((line) => line.split(','))
  const lines = originals.map(([id, , , , name], at) => {
    return `${id},PROGRAM-2026-KABUPATEN-${String(at).padStart(6, '0')},${name}`
  })
  const linked = await linkTable({
    files: [fileOf('long.csv', 'id,no,nama', lines)],
    mode: 'dedupe',
    id: 'id',
    columns: [
      { name: 'no', kind: 'identifier' },
      { name: 'nama', kind: 'full-name' },
    ],
    workers: 1,
    threshold: 0.95,
  })
  expect(new Set(linked.clusters).size).toBeGreaterThan(290)
})

it('compares the column that names the rows by its own kind', async () => {
  const { header, lines } = people(1000)
  const linked = await linkTable({
    files: [fileOf('named.csv', header, lines)],
    mode: 'dedupe',
    id: 'nik',
    columns: [
      { name: 'nik', kind: 'nik' },
      { name: 'name', kind: 'full-name' },
      { name: 'dob', kind: 'date' },
    ],
    workers: 1,
    threshold: 0.95,
  })
  expect(linked.model).toMatchObject({
    fields: [
      { name: 'nik', kind: 'nik' },
      { name: 'name', kind: 'full-name' },
      { name: 'dob', kind: 'date' },
    ],
  })
})

it('stops when it is told to', async () => {
  const { header, lines } = people(13_000)
  const file = fileOf('stop.csv', header, lines)
  const signal = AbortSignal.timeout(50)
  const asked = { files: [file], mode: 'dedupe', id: 'unique_id', columns } as const
  await expect(linkTable({ ...asked, workers: 2, threshold: 0.95, signal })).rejects.toThrow(
    /abort|timeout/i,
  )
})

it('groups a record that is there hundreds of times', async () => {
  const { header, lines } = people(2000)
  const [first = ''] = lines
  const again = Array.from({ length: 400 }, (_, at) => first.replace(/^\d+/, `again-${at}`))
  const linked = await link([fileOf('again.csv', header, [...lines, ...again])])
  const groups = new Set(Array.from({ length: 400 }, (_, at) => linked.clusters[2000 + at]))
  expect(groups).toEqual(new Set([linked.clusters[0]]))
  expect(new Set(linked.clusters).size).toBeGreaterThan(1200)
})

it.each([
  ['people', () => people(350), undefined],
  ['customers', () => customers(300), customerKinds],
] as const)(
  `leaves no pair of %s out that reaches what is asked for (seed ${seed})`,
  async (...given) => {
    const [name, make, own] = given
    const { header, lines } = make()
    const file = fileOf(`bounds-${name}.csv`, header, lines)
    const linked = own === undefined ? await link([file]) : await linkCustomers(file)
    const kept = new Set(
      [...linked.pairs.left].map((left, at) => `${left} ${linked.pairs.right[at]}`),
    )
    let reached = 0
    for (let left = 0; left < linked.rows; left += 1) {
      for (let right = left + 1; right < linked.rows; right += 1) {
        // Explanations are summed field by field, without bounds.
        if (linked.explain(left, right).probability < 0.0101) continue
        reached += 1
        expect(kept.has(`${left} ${right}`)).toBe(true)
      }
    }
    expect(reached).toBeGreaterThan(50)
  },
)

it.each([1, 2, 3])(
  'groups hard lists alike whatever the order of the rows (seed %i)',
  async (other) => {
    const { header, lines } = customers(900, other)
    const one = await linkCustomers(fileOf('hard.csv', header, lines))
    const two = await linkCustomers(fileOf('hard-shuffled.csv', header, shuffled(lines)))
    expect(groupsOf(one).length).toBeGreaterThan(100)
    expect(groupsOf(two)).toEqual(groupsOf(one))
    expect(pairsOf(two)).toEqual(pairsOf(one))
  },
)

describe('a table of which a sample is learnt from', () => {
  const { header, lines } = customers(16_000)
  let linked: Linked
  beforeAll(async () => {
    linked = await linkCustomers(fileOf('sampled.csv', header, lines))
  })

  it('has more pairs than are learnt from', () => {
    expect(linked.compared).toBeGreaterThan(600_000)
  })

  it(`is learnt the same whatever the order of its rows (seed ${seed})`, async () => {
    const other = await linkCustomers(fileOf('sampled-shuffled.csv', header, shuffled(lines)))
    expect(other.model).toEqual(linked.model)
    expect(groupsOf(other)).toEqual(groupsOf(linked))
  })

  it('loses no pair to the model that it began with', () => {
    const kept = new Set(
      [...linked.pairs.left].map((left, at) => `${left} ${linked.pairs.right[at]}`),
    )
    let reached = 0
    for (let left = 0; left < 40; left += 1) {
      for (let right = left + 1; right < linked.rows; right += 1) {
        if (linked.explain(left, right).probability < 0.0101) continue
        if (linked.broughtBy(left, right).length === 0) continue
        reached += 1
        expect(kept.has(`${left} ${right}`)).toBe(true)
      }
    }
    expect(reached).toBeGreaterThan(50)
  })
})

function customers(rows: number, own = seed) {
  const text = customersOf(rows, own, { copies: 3, slips: 0.3, missing: 0.2 })
  const [header = '', ...lines] = text.trimEnd().split('\n')
  return { header, lines }
}

function linkCustomers(file: string): Promise<Linked> {
  const columns = Object.entries(customerKinds).map(([name, kind]) => ({ name, kind }))
  const asked = { files: [file], mode: 'dedupe', id: 'id', columns } as const
  return linkTable({ ...asked, workers: 1, threshold: 0.95 })
}
