import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runToEnd } from '../../kernel/run-to-end.ts'
import { type FamilyIn, familiesFrom } from '../families.ts'
import { type FoundPair, type Matching, matchFamilies } from '../match-families.ts'
import { weights2026 } from '../parameters/weights.ts'
import { matchNew } from './match-new.ts'
import { makeRegistryIndex, putFamily } from './registry-index.ts'

const given = 'SUPARMAN ROSDIANA HASBULLAH MARIANA ZULKIFLI YUNUS DARMAWAN RATIH'.split(' ')
const behind = 'TARIGAN PRATAMA HARAHAP LESTARI GUNAWAN SIREGAR WIJAYA'.split(' ')
const size = 400

function idOf(at: number): string {
  return `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`
}

function familyAt(at: number): FamilyIn {
  const year = 1950 + ((at * 7) % 50)
  const day = String(10 + (at % 18))
  const month = String(1 + (at % 12)).padStart(2, '0')
  const serial = (kind: number) => String(at * 2 + kind).padStart(4, '0')
  const person = (kind: number) => ({
    name: `${given[(at + kind) % 8]} ${behind[(at * 3 + kind) % 7]} ${given[(at >> 3) % 8]}`,
    sex: kind === 0 ? ('male' as const) : ('female' as const),
    bornOn: `${year + kind}-${month}-${day}`,
    nationalId: `190199${day}${month}${(year + kind) % 100}${serial(kind)}`,
  })
  return {
    id: idOf(at),
    villageCode: `19.01.0${1 + (at % 8)}.200${1 + (at % 9)}`,
    address: `Dusun ${behind[(at * 3) % 7]} RT ${at % 9}`,
    familyCard: '',
    head: person(0),
    members: [person(1)],
  }
}

/** The same family as another list has it. */
const double = fc
  .record({
    of: fc.nat({ max: size - 1 }),
    slip: fc.constantFrom('none', 'number', 'no-number', 'date', 'head', 'name'),
  })
  .map(({ of, slip }): Omit<FamilyIn, 'id'> => {
    const { id: _, ...family } = familyAt(of)
    const { head, members } = family
    const turned = head.bornOn?.replace(/-(\d\d)-(\d\d)$/, '-$1-01') ?? null
    if (slip === 'number') {
      return { ...family, head: { ...head, nationalId: head.nationalId.replace(/..$/, '99') } }
    }
    if (slip === 'no-number') return { ...family, head: { ...head, nationalId: '' } }
    if (slip === 'date') return { ...family, head: { ...head, bornOn: turned } }
    if (slip === 'name') return { ...family, head: { ...head, name: head.name.slice(0, -1) } }
    const wife = members[0]
    if (slip === 'head' && wife !== undefined) return { ...family, head: wife, members: [head] }
    return family
  })

test('a new list finds what matching the whole registry would find of it', () => {
  const registry = Array.from({ length: size }, (_, at) => familyAt(at))
  fc.assert(
    fc.property(fc.array(double, { minLength: 1, maxLength: 12 }), (doubles) => {
      const added = doubles.map((family, at): FamilyIn => ({ ...family, id: idOf(9000 + at) }))
      const whole: Matching = runToEnd(
        matchFamilies(familiesFrom([...registry, ...added]), weights2026),
      )
      const index = makeRegistryIndex(familiesFrom(registry))
      for (const family of added) putFamily(index, family)
      const ids = added.map((family) => family.id)
      const found = runToEnd(matchNew(index, whole.model, { ids, pairs: [] }))
      const told = (pairs: readonly FoundPair[]) =>
        pairs
          .filter(
            (pair) => pair.is === 'joined' && (ids.includes(pair.left) || ids.includes(pair.right)),
          )
          .map((pair) => `${pair.left} ${pair.right}`)
      expect(told(found.pairs)).toEqual(told(whole.pairs))
    }),
    { numRuns: 30 },
  )
})
