import type { Route } from './router.ts'

/**
 * Every screen: path, chunk, words, who may, and its place in the navigation.
 * A new screen: `web/<capability>/<screen>.tsx` exporting `Screen(props: ScreenProps)`, state and
 * calls in `web/<capability>/<capability>.ts`, words in `web/text/<name>.id.ts` and `.en.ts` with a
 * line in text-keys.ts, and one entry here. Links are plain `<a href>`.
 */
export const routes: readonly Route[] = [
  {
    path: '/masuk',
    screen: () => import('./access/sign-in.tsx'),
    texts: ['access'],
    permission: 'anyone',
    frame: 'front',
  },
  {
    path: '/akun',
    screen: () => import('./access/accounts.tsx'),
    texts: ['access'],
    permission: 'account.manage',
    nav: { label: 'nav.accounts', place: 80 },
  },
  {
    path: '/jejak',
    screen: () => import('./audit/events.tsx'),
    texts: 'all',
    permission: 'audit.read',
    nav: { label: 'nav.audit', place: 90 },
  },
  {
    path: '/gambaran',
    screen: () => import('./monitoring/overview.tsx'),
    texts: ['monitoring', 'classification'],
    permission: 'overview.read',
    nav: { label: 'nav.overview', place: 10 },
  },
  {
    path: '/gambaran/baris',
    screen: () => import('./monitoring/rows.tsx'),
    texts: ['monitoring', 'classification'],
    permission: 'household.read',
  },
  {
    path: '/keluarga',
    screen: () => import('./registry/households.tsx'),
    texts: ['households'],
    permission: 'household.read',
    nav: { label: 'nav.households', place: 20 },
  },
  {
    path: '/keluarga/cari',
    screen: () => import('./registry/search.tsx'),
    texts: ['households'],
    permission: 'household.search',
  },
  {
    path: '/keluarga/:id',
    screen: () => import('./registry/household.tsx'),
    texts: 'all',
    permission: 'household.read',
  },
  {
    path: '/data-ganda',
    screen: () => import('./matching/doubles.tsx'),
    texts: ['matching'],
    permission: 'match.read',
    nav: { label: 'nav.doubles', place: 40 },
  },
  {
    path: '/data-ganda/:id',
    screen: () => import('./matching/pair.tsx'),
    texts: ['matching', 'households'],
    permission: 'match.read',
  },
  {
    path: '/daftar',
    screen: () => import('./sources/imports.tsx'),
    texts: ['sources'],
    permission: 'list.read',
    nav: { label: 'nav.lists', place: 30 },
  },
  {
    path: '/daftar/:id',
    screen: () => import('./sources/import.tsx'),
    texts: ['sources'],
    permission: 'list.read',
  },
  {
    path: '/penyaluran',
    screen: () => import('./payments/rounds.tsx'),
    texts: ['payments'],
    permission: 'payment.read',
    nav: { label: 'nav.aid', place: 70 },
  },
  {
    path: '/penyaluran/:id',
    screen: () => import('./payments/round.tsx'),
    texts: ['payments'],
    permission: 'payment.read',
  },
  {
    path: '/program',
    screen: () => import('./programmes/programmes.tsx'),
    texts: ['programmes'],
    permission: 'programme.read',
  },
]
