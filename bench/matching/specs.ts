import type { Kind } from '../../core/matching/engine/kinds.ts'

/** What the columns of the lists made here hold, as a spec says it. */
export const peopleSpec = {
  id: 'unique_id',
  mode: 'dedupe',
  columns: {
    nik: 'nik',
    kk: 'family-card',
    name: 'full-name',
    sex: 'category',
    dob: 'date',
    birth_place: 'place',
    mother_name: 'full-name',
    address: 'address',
    rt: 'category',
    rw: 'category',
    village: 'category',
    phone: 'phone',
  },
  truth: { column: 'cluster' },
} as const

export const customersSpec = {
  id: 'id',
  mode: 'dedupe',
  columns: { given: 'given-name', family: 'surname', born: 'date', town: 'place', mail: 'email' },
  truth: { column: 'person' },
} as const

/** The columns of a spec with their kinds, as linking takes them. */
export function columnsOf(spec: { readonly columns: Readonly<Record<string, Kind>> }) {
  return Object.entries(spec.columns).map(([name, kind]) => ({ name, kind }))
}
