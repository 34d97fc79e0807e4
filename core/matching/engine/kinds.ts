/** What a column holds; the kind decides how two of its values are compared. */
export const kinds = [
  'nik',
  'family-card',
  'given-name',
  'surname',
  'full-name',
  'date',
  'identifier',
  'place',
  'address',
  'phone',
  'email',
  'category',
  'text',
] as const

export type Kind = (typeof kinds)[number]

/** How a kind's values are compared. */
export type Shape = 'words' | 'digits' | 'date' | 'plain'

export const shapeOf: Readonly<Record<Kind, Shape>> = {
  nik: 'digits',
  'family-card': 'digits',
  'given-name': 'words',
  surname: 'words',
  'full-name': 'words',
  date: 'date',
  identifier: 'digits',
  place: 'words',
  address: 'words',
  phone: 'digits',
  email: 'plain',
  category: 'plain',
  text: 'words',
}

/**
 * Where learning begins: how likely one person's two records share the value at its source, and how
 * likely two people of one household do. Only a start; the data move it.
 */
export const startingShares: Readonly<
  Record<Kind, { readonly self: number; readonly moved: number; readonly household: number }>
> = {
  nik: { self: 0.97, moved: 0.97, household: 0.001 },
  'family-card': { self: 0.97, moved: 0.4, household: 0.9 },
  'given-name': { self: 0.97, moved: 0.97, household: 0.01 },
  surname: { self: 0.97, moved: 0.9, household: 0.5 },
  'full-name': { self: 0.97, moved: 0.97, household: 0.01 },
  date: { self: 0.98, moved: 0.98, household: 0.03 },
  identifier: { self: 0.97, moved: 0.97, household: 0.001 },
  place: { self: 0.97, moved: 0.3, household: 0.9 },
  address: { self: 0.95, moved: 0.1, household: 0.9 },
  phone: { self: 0.85, moved: 0.6, household: 0.5 },
  email: { self: 0.95, moved: 0.9, household: 0.1 },
  category: { self: 0.97, moved: 0.6, household: 0.5 },
  text: { self: 0.95, moved: 0.7, household: 0.3 },
}

/**
 * How values of a kind usually agree between two records of one person: whole, whole after a move
 * of house, and in one of their parts when not whole. Only decides where doubles are looked for.
 */
export const expectedAgreement: Readonly<
  Record<Kind, { readonly whole: number; readonly moved: number; readonly part: number }>
> = {
  nik: { whole: 0.8, moved: 0.8, part: 0.5 },
  'family-card': { whole: 0.85, moved: 0.4, part: 0.5 },
  'given-name': { whole: 0.75, moved: 0.75, part: 0.5 },
  surname: { whole: 0.75, moved: 0.7, part: 0.5 },
  'full-name': { whole: 0.6, moved: 0.6, part: 0.65 },
  date: { whole: 0.83, moved: 0.83, part: 0.5 },
  identifier: { whole: 0.85, moved: 0.85, part: 0.5 },
  place: { whole: 0.85, moved: 0.2, part: 0 },
  address: { whole: 0.6, moved: 0.02, part: 0 },
  phone: { whole: 0.7, moved: 0.6, part: 0.1 },
  email: { whole: 0.6, moved: 0.6, part: 0 },
  category: { whole: 0.9, moved: 0.6, part: 0 },
  text: { whole: 0.6, moved: 0.4, part: 0.4 },
}

/** By what it is known that people live together. */
export const sharedInHouses: ReadonlySet<Kind> = new Set(['family-card', 'address'])
