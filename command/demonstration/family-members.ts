import { type PlainDate, plainDateOf } from '../../core/kernel/plain-date.ts'
import type { Chance } from './chance.ts'
import { type Descent, drawName, type Sex } from './names.ts'
import { type FamilyKind, type Marital, type Person, peopleOn, type Relation } from './people.ts'

export type MemberDraft = Omit<Person, 'nationalId'>

type Frame = { readonly descent: Descent; readonly headFather: string | undefined }
type Place = { readonly sex: Sex; readonly age: number; readonly relation: Relation }

/** The members of one family, its head first. */
export function makeFamilyMembers(
  chance: Chance,
  frame: Frame & { readonly kind: FamilyKind },
): MemberDraft[] {
  switch (frame.kind) {
    case 'couple':
      return couple(chance, frame, chance.between(21, 62))
    case 'extended':
      return extended(chance, frame)
    case 'widow':
      return alone(chance, frame, { sex: 'female', age: chance.between(32, 74) })
    case 'widower':
      return alone(chance, frame, { sex: 'male', age: chance.between(35, 74) })
    case 'elderly-couple':
      return couple(chance, frame, chance.between(62, 84))
    case 'lone-elderly':
      return lone(chance, frame, chance.between(62, 93), 'widowed')
    case 'lone-adult':
      return lone(chance, frame, chance.between(19, 58), 'single')
    case 'grandparents':
      return grandparents(chance, frame)
  }
}

function couple(chance: Chance, frame: Frame, age: number): MemberDraft[] {
  const husband = { sex: 'male', age, relation: 'head' } as const
  const head = member(chance, frame, husband, { father: frame.headFather, marital: 'married' })
  const wifeAge = Math.max(18, age - chance.between(-3, 9))
  const wife = { sex: 'female', age: wifeAge, relation: 'spouse' } as const
  const spouse = member(chance, frame, wife, { marital: 'married' })
  return [head, spouse, ...children(chance, frame, { motherAge: wifeAge, father: head.name })]
}

function extended(chance: Chance, frame: Frame): MemberDraft[] {
  const age = chance.between(28, 56)
  const core = couple(chance, frame, age)
  const sex = chance.happens(0.7) ? 'female' : 'male'
  const parentAge = Math.min(96, age + chance.between(19, 34))
  const place = { sex, age: parentAge, relation: 'parent' } as const
  const parents = [member(chance, frame, place, { marital: 'widowed' })]
  const eldest = core.find((each) => each.relation === 'child' && ageOf(each.bornOn) >= 21)
  if (eldest === undefined || !chance.happens(0.6)) return [...core, ...parents]
  const other = eldest.sex === 'male' ? 'female' : 'male'
  const inLaw = { sex: other, age: ageOf(eldest.bornOn), relation: 'child-in-law' } as const
  const baby = { sex: drawSex(chance), age: chance.between(0, 4), relation: 'grandchild' } as const
  return [
    ...core.map((each) => (each === eldest ? { ...each, marital: 'married' as const } : each)),
    member(chance, frame, inLaw, { marital: 'married' }),
    member(chance, frame, baby, { father: eldest.name, marital: 'single' }),
    ...parents,
  ]
}

function alone(
  chance: Chance,
  frame: Frame,
  who: { readonly sex: Sex; readonly age: number },
): MemberDraft[] {
  const marital = chance.happens(0.72) ? 'widowed' : 'divorced'
  const place = { ...who, relation: 'head' } as const
  const head = member(chance, frame, place, { father: frame.headFather, marital })
  const father = who.sex === 'male' ? head.name : undefined
  return [head, ...children(chance, frame, { motherAge: who.age, father, atLeast: 1 })]
}

function lone(chance: Chance, frame: Frame, age: number, marital: Marital): MemberDraft[] {
  const sex = marital === 'widowed' && chance.happens(0.68) ? 'female' : drawSex(chance)
  const place = { sex, age, relation: 'head' } as const
  return [member(chance, frame, place, { father: frame.headFather, marital })]
}

function grandparents(chance: Chance, frame: Frame): MemberDraft[] {
  const age = chance.between(56, 78)
  const [head, spouse] = couple(chance, frame, age)
  const people = [head, ...(chance.happens(0.6) ? [spouse] : [])].filter(
    (each) => each !== undefined,
  )
  const count = chance.between(1, 3)
  for (let done = 0; done < count; done++) {
    const place = {
      sex: drawSex(chance),
      age: chance.between(3, 16),
      relation: 'grandchild',
    } as const
    people.push(member(chance, frame, place, { marital: 'single' }))
  }
  return people
}

/** Children still at home, twins now and then. */
function children(
  chance: Chance,
  frame: Frame,
  of: {
    readonly motherAge: number
    readonly father?: string | undefined
    readonly atLeast?: number
  },
): MemberDraft[] {
  const born = chance.weighted<number>([
    [0, 9],
    [1, 24],
    [2, 34],
    [3, 20],
    [4, 9],
    [5, 4],
  ])
  const count = Math.max(of.atLeast ?? 0, of.motherAge > 66 ? Math.min(1, born) : born)
  const made: MemberDraft[] = []
  let age = Math.min(of.motherAge - 19 - chance.below(5), 30)
  while (made.length < count && age >= 0) {
    const place = { sex: drawSex(chance), age, relation: 'child' } as const
    const child = member(chance, frame, place, { father: of.father, marital: 'single' })
    made.push(child)
    if (chance.happens(0.012)) made.push(twin(chance, frame, child, of.father))
    age -= 1 + chance.between(1, 5)
  }
  if (made.length >= (of.atLeast ?? 0)) return made
  const late = { sex: drawSex(chance), age: Math.max(0, age), relation: 'child' } as const
  return [...made, member(chance, frame, late, { father: of.father, marital: 'single' })]
}

/** Born on the same day, with a name that differs little: matching must tell the two apart. */
function twin(chance: Chance, frame: Frame, one: MemberDraft, father?: string): MemberDraft {
  const sex = chance.happens(0.7) ? one.sex : drawSex(chance)
  const born = Number(one.bornOn.slice(0, 4))
  const name = drawName(chance, { descent: frame.descent, sex, born }, father)
  const last = one.name.split(' ').at(-1) ?? ''
  return { ...one, sex, name: `${name.split(' ')[0]} ${last}` }
}

function member(
  chance: Chance,
  frame: Frame,
  place: Place,
  other: { readonly father?: string | undefined; readonly marital: Marital },
): MemberDraft {
  const born = peopleOn.year - place.age - 1
  const name = drawName(chance, { descent: frame.descent, sex: place.sex, born }, other.father)
  const bornOn = drawBirth(chance, born, place.age)
  return { name, sex: place.sex, bornOn, relation: place.relation, marital: other.marital }
}

/** Birth days with the heaps of lists: the old were often written down as of 31 December. */
function drawBirth(chance: Chance, year: number, age: number): PlainDate {
  const heap = age > 55 ? 0.2 : age > 35 ? 0.05 : 0.01
  if (chance.happens(heap)) {
    const [month, day] = chance.pick([
      [12, 31],
      [7, 1],
      [1, 1],
      [8, 17],
    ] as const)
    return dayOfYear(year, month, day)
  }
  const month = chance.between(1, 12)
  return dayOfYear(year, month, chance.between(1, month === 2 ? 28 : month % 2 === 0 ? 30 : 28))
}

function dayOfYear(year: number, month: number, day: number): PlainDate {
  const date = plainDateOf({ year, month, day })
  if (date === undefined) throw new Error(`no such day: ${year}-${month}-${day}`)
  return date
}

function drawSex(chance: Chance): Sex {
  return chance.happens(0.51) ? 'male' : 'female'
}

/** Completed years on the day the story stands. */
function ageOf(born: PlainDate): number {
  return peopleOn.year - 1 - Number(born.slice(0, 4))
}
