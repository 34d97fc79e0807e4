import type { text as indonesian } from './registry.id.ts'

export const text: Readonly<Record<keyof typeof indonesian, string>> = {
  'problem.registry.household-not-found': 'No such family, or not of your area.',
  'problem.registry.person-not-found': 'No such person, or not of your area.',
  'problem.registry.no-national-id': 'There is no NIK for this person yet.',
  'problem.registry.no-family-card': 'There is no No. KK for this family yet.',
  'problem.registry.search-too-wide': 'Too wide a search. Type more.',
}
