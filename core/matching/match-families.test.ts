import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runToEnd } from '../kernel/run-to-end.ts'
import { type FamilyIn, familiesFrom, type PersonIn } from './families.ts'
import { type Matching, matchFamilies } from './match-families.ts'
import { weights2026 } from './parameters/weights.ts'

const idOf = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`

const person = (name: string, bornOn: string | null, nationalId = ''): PersonIn => ({
  name,
  sex: 'male',
  bornOn,
  nationalId,
})

const family = (at: number, head: PersonIn, more: Partial<FamilyIn> = {}): FamilyIn => ({
  id: idOf(at),
  villageCode: '19.01.02.2004',
  address: '',
  familyCard: '',
  head,
  members: [],
  ...more,
})

function run(all: readonly FamilyIn[]): Matching {
  const families = familiesFrom(all)
  return runToEnd(matchFamilies(families, weights2026))
}

const given = 'Suparman Rosdiana Hasbullah Mariana Zulkifli Yunus Darmawan Ratih'.split(' ')
const behind = 'Tarigan Pratama Harahap Lestari Gunawan Siregar Wijaya'.split(' ')

const others: readonly FamilyIn[] = Array.from({ length: 300 }, (_, at) => {
  const year = 1950 + ((at * 7) % 50)
  const day = 10 + (at % 18)
  const month = String(1 + (at % 12)).padStart(2, '0')
  const nik = `190199${day}${month}${year % 100}${String(at + 1).padStart(4, '0')}`
  const name = `${given[at % 8]} ${behind[at % 7]}`
  return family(1000 + at, person(name, `${year}-${month}-${day}`, nik), {
    villageCode: `19.01.0${1 + (at % 8)}.200${1 + (at % 9)}`,
    address: `Dusun ${behind[(at * 3) % 7]} RT ${at % 9}`,
  })
})

function found(pair: readonly [FamilyIn, FamilyIn]) {
  return run([...others, ...pair]).pairs.find(
    (each) => each.left === pair[0].id && each.right === pair[1].id,
  )
}

const nik = '1901991205760007'
const sahrul = person('Muhammad Sahrul', '1976-05-12', nik)

describe('two families that are one', () => {
  test('are joined when the NIK has a slip, the name is short and the date turned round', () => {
    const other = person('M. Sahrul', '1976-12-05', '1901991205780007')
    expect(found([family(1, sahrul), family(2, other)])?.is).toBe('joined')
  })

  test('are joined without a NIK by name, birth date, village and address', () => {
    const address = 'Jl. Raya RT 03 RW 01'
    const other = person('Moh. Sahroel', '1976-05-12')
    const pair = [family(1, sahrul, { address }), family(2, other, { address })] as const
    expect(found(pair)?.is).toBe('joined')
  })

  test('are found when another member stands at the head', () => {
    const wife = person('Rosmiati', '1979-02-20', '1901992002790003')
    const child = person('Dedi Saputra', '2001-09-14')
    const pair = [
      family(1, sahrul, { members: [wife, child] }),
      family(2, wife, { members: [sahrul, child] }),
    ] as const
    expect(found(pair)?.explanation.evidence).toContainEqual(
      expect.objectContaining({ field: 'role', level: 'crosswise' }),
    )
  })
})

describe('two families that are two', () => {
  test('twins of one house with numbers that follow each other are not joined', () => {
    const address = 'Jl. Raya RT 03 RW 01'
    const twin = person('Muhammad Syahril', '1976-05-12', '1901991205760008')
    const hasan = person('Hasan', '1976-05-12', nik)
    const husin = person('Rahmat', '1976-05-12', '1901991205760008')
    expect(found([family(1, sahrul, { address }), family(2, twin, { address })])?.is).not.toBe(
      'joined',
    )
    expect(found([family(1, hasan, { address }), family(2, husin, { address })])?.is).not.toBe(
      'joined',
    )
  })

  test('a man with two families of other members is left to a person', () => {
    const one = [person('Dedi', '2001-09-14'), person('Siti Aminah', '1980-03-03')]
    const other = [person('Rangga', '2006-01-30'), person('Yuliana', '1985-07-22')]
    const pair = [family(1, sahrul, { members: one }), family(2, sahrul, { members: other })]
    const [left, right] = pair
    if (left === undefined || right === undefined) throw new Error('two families')
    expect(found([left, right])).toMatchObject({ is: 'queued', objections: ['members-differ'] })
  })

  test('a son with a family of his own is not joined with his parents', () => {
    const son = person('Dedi Saputra', '2001-09-14', '1901991409010004')
    const pair = [
      family(1, sahrul, { members: [son, person('Rosmiati', '1979-02-20')] }),
      family(2, son, { members: [person('Intan', '2003-04-04')] }),
    ] as const
    expect(found(pair)?.is).not.toBe('joined')
  })

  test('one NIK on two strangers is never passed over in silence', () => {
    const other = person('Rosdiana Lestari', '1990-02-03', nik)
    const pair = [family(1, sahrul), family(2, other, { villageCode: '19.01.07.2001' })] as const
    expect(found(pair)?.is).toBe('queued')
  })
})

const nothing = { evidence: [], weight: 0, priorBits: 0, probability: 0 }

describe('the engine', () => {
  const doubles = [family(1, sahrul), family(2, person('Sahrul', '1976-05-12', nik))]

  test('finds the same whatever the order of the rows', () => {
    const all = [...others.slice(0, 60), ...doubles]
    const once = run(all).pairs
    expect(once.length).toBeGreaterThan(0)
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(run(shuffled).pairs).toEqual(once)
      }),
      { seed: 19, numRuns: 20 },
    )
  })

  test('explains each pair with bits that add up', () => {
    const [pair] = run([...others, ...doubles]).pairs.filter((each) => each.left === idOf(1))
    const { evidence, weight, priorBits, probability } = pair?.explanation ?? nothing
    const sum = evidence.reduce((total, line) => total + line.weight, 0)
    expect(Math.abs(sum - weight)).toBeLessThan(0.6)
    expect(probability).toBeCloseTo(1 / (1 + 2 ** -(weight + priorBits)), 3)
    expect(pair?.explanation.evidence[0]?.weight).toBeGreaterThan(0)
  })

  test('a registry of nobody, or of one family, has no pairs', () => {
    expect(run([]).pairs).toEqual([])
    expect(run(doubles.slice(0, 1)).pairs).toEqual([])
  })
})
