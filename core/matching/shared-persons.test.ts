import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runToEnd } from '../kernel/run-to-end.ts'
import { type FamilyIn, familiesFrom, type PersonIn } from './families.ts'
import { startingModel } from './model.ts'
import { weights2026 } from './parameters/weights.ts'
import { explainShared, findSharedPersons, weighShared } from './shared-persons.ts'

const idOf = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`

const person = (name: string, bornOn: string | null, nationalId = ''): PersonIn => ({
  name,
  sex: 'male',
  bornOn,
  nationalId,
})

const family = (at: number, members: readonly PersonIn[], more: Partial<FamilyIn> = {}) => ({
  id: idOf(at),
  villageCode: `19.01.0${1 + (at % 8)}.200${1 + (at % 9)}`,
  address: `Dusun Air RT ${at % 9}`,
  familyCard: '',
  head: members[0] ?? person('', null),
  members: members.slice(1),
  ...more,
})

const given = 'Suparman Rosdiana Hasbullah Mariana Zulkifli Yunus Darmawan Ratih'.split(' ')
const behind = 'Tarigan Pratama Harahap Lestari Gunawan Siregar Wijaya'.split(' ')

const others: readonly FamilyIn[] = Array.from({ length: 300 }, (_, at) => {
  const year = 1950 + ((at * 7) % 50)
  const day = 10 + (at % 18)
  const month = String(1 + (at % 12)).padStart(2, '0')
  const nik = `190199${day}${month}${year % 100}${String(at + 1).padStart(4, '0')}`
  const name = `${given[at % 8]} ${behind[at % 7]}`
  return family(1000 + at, [person(name, `${year}-${month}-${day}`, nik)])
})

function run(all: readonly FamilyIn[]) {
  const families = familiesFrom(all)
  const model = startingModel(weights2026, families.count)
  const steps = findSharedPersons(families, model)
  const { frequencies, places } = runToEnd(steps)
  return explainShared({ families, frequencies }, model, places)
}

const dedi = person('Dedi Saputra', '2001-09-14', '1901991409010004')
const sahrul = person('Muhammad Sahrul', '1976-05-12', '1901991205760007')
const rosmiati = person('Rosmiati', '1979-02-20', '1901996002790003')

const found = (one: readonly PersonIn[], other: readonly PersonIn[], more = {}) =>
  run([...others, family(1, one), family(2, other, more)])

describe('one person in two families', () => {
  test('a son is a member of his parents’ family and head of his own', () => {
    const [pair, ...rest] = found([sahrul, rosmiati, dedi], [dedi, person('Intan', '2003-04-04')])
    expect(rest).toEqual([])
    expect(pair).toMatchObject({
      left: { householdId: idOf(1), place: 2 },
      right: { householdId: idOf(2), place: 0 },
    })
    expect(pair?.probability).toBeGreaterThan(0.95)
    expect(pair?.evidence.map((line) => line.field).toSorted()).toEqual([
      'birth-date',
      'name',
      'national-id',
      'place',
      'sex',
    ])
  })

  test('a child without a number stands in the lists of both parents', () => {
    const child = person('Rangga Dwi Saputra', '2014-11-03')
    const [pair] = found([sahrul, child], [rosmiati, { ...child, name: 'RANGGA DWI SAPUTRA' }])
    expect(pair?.probability).toBeGreaterThan(0.9)
  })

  test('one NIK under two members is told, whatever the names', () => {
    const other = person('Yuliana Halim', '1985-07-22', dedi.nationalId)
    const [pair] = found([sahrul, dedi], [rosmiati, other])
    expect(pair).toMatchObject({ left: { place: 1 }, right: { place: 1 } })
    expect(pair?.probability).toBeLessThan(0.95)
  })
})

describe('two persons', () => {
  const house = { villageCode: '19.01.02.2002', address: 'Dusun Air RT 1' }

  test.each([
    ['twins by number', 'Dedi Saputri', '2001-09-14', '1901991409010005'],
    ['twins without a number', 'Dodi Saputra', '2001-09-14', ''],
    ['a brother', 'Dodi Saputra', '2003-02-27', '1901992702030001'],
    ['a namesake of another day', 'Dedi Saputra', '1988-02-27', '1901992702880001'],
  ])('%s are not said to be one, though they share a house', (_, name, bornOn, nik) => {
    const pairs = found([sahrul, dedi], [rosmiati, person(name, bornOn, nik)], house)
    for (const pair of pairs) expect(pair.probability).toBeLessThan(0.95)
  })

  test('what a household shares does not speak for a person', () => {
    const child = person('Rangga Saputra', '2014-11-03')
    const alike = [sahrul, { ...child, name: 'Ranga Saputra' }]
    const card = { familyCard: '1901990101100001' }
    const told = (more: object) =>
      run([
        ...others,
        family(1, [rosmiati, child], { ...house, ...more }),
        family(2, alike, { ...house, ...more }),
      ])
    expect(told(card).map((each) => each.probability)).toEqual(
      told({}).map((each) => each.probability),
    )
  })
})

/** Some persons again in other families, as somebody else wrote them down. */
const planted = fc.array(
  fc.record({
    of: fc.nat({ max: others.length - 1 }),
    slip: fc.constantFrom('none', 'number', 'no-number', 'date', 'name'),
  }),
  { maxLength: 8 },
)

function again(of: number, slip: string): PersonIn {
  const { head } = others[of] ?? family(0, [])
  if (slip === 'number') return { ...head, nationalId: head.nationalId.replace(/..$/, '99') }
  if (slip === 'no-number') return { ...head, nationalId: '' }
  if (slip === 'date') return { ...head, bornOn: `${head.bornOn?.slice(0, 8)}01` }
  return slip === 'name' ? { ...head, name: head.name.slice(0, -1) } : head
}

function plant(seeds: readonly { of: number; slip: string }[]): FamilyIn[] {
  const extra = seeds.map(({ of, slip }, at) =>
    family(at + 1, [person(`Kepala ${at}`, `1960-01-0${1 + (at % 9)}`), again(of, slip)]),
  )
  return [...extra, ...others]
}

test('nothing hangs on the order of the rows', () => {
  fc.assert(
    fc.property(planted, (seeds) => {
      const all = plant(seeds)
      expect(run(all.toReversed())).toEqual(run(all))
    }),
    { numRuns: 30 },
  )
})

test('the two persons of a pair may change their places', () => {
  fc.assert(
    fc.property(planted, fc.nat(), fc.nat(), (seeds, one, other) => {
      const families = familiesFrom(plant(seeds))
      const model = startingModel(weights2026, families.count)
      const steps = findSharedPersons(families, model)
      let step = steps.next()
      while (step.done !== true) step = steps.next()
      const registry = { families, frequencies: step.value.frequencies }
      const pair = [one % families.persons, other % families.persons] as const
      const turned = [pair[1], pair[0]] as const
      const weigh = (places: readonly [number, number]) =>
        weighShared(registry, model, places).probability
      expect(weigh(turned)).toBeCloseTo(weigh(pair), 10)
    }),
    { numRuns: 30 },
  )
})
