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
    nav: { label: 'nav.accounts', place: 90 },
  },
  {
    path: '/jejak',
    screen: () => import('./audit/events.tsx'),
    texts: 'all',
    permission: 'audit.read',
    nav: { label: 'nav.audit', place: 80 },
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
    texts: ['households', 'classification'],
    permission: 'household.read',
    nav: { label: 'nav.households', place: 20 },
  },
  {
    path: '/keluarga/cari',
    screen: () => import('./registry/search.tsx'),
    texts: ['households', 'classification'],
    permission: 'household.search',
  },
  {
    path: '/keluarga/:id',
    screen: () => import('./record/household.tsx'),
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
    nav: { label: 'nav.programmes', place: 75 },
  },
  {
    path: '/tugas',
    screen: () => import('./visits/tasks.tsx'),
    texts: ['visits', 'questionnaire'],
    permission: 'task.read',
    nav: { label: 'nav.tasks', place: 10 },
    frame: 'phone',
  },
  {
    path: '/tugas/:id',
    screen: () => import('./visits/visit-form.tsx'),
    texts: ['visits', 'questionnaire'],
    permission: 'visit.record',
    frame: 'phone',
  },
  {
    path: '/kunjungan',
    screen: () => import('./visits/desk.tsx'),
    texts: ['visits', 'households'],
    permission: 'assignment.read',
    nav: { label: 'nav.visits', place: 50 },
  },
  {
    path: '/kunjungan/:code',
    screen: () => import('./visits/village.tsx'),
    texts: ['visits', 'questionnaire'],
    permission: 'visit.read',
  },
  {
    path: '/kunjungan/:code/cetak',
    screen: () => import('./visits/list-print.tsx'),
    texts: ['visits'],
    permission: 'assignment.read',
  },
  {
    path: '/kunjungan/:code/:id',
    screen: () => import('./visits/review.tsx'),
    texts: ['visits', 'questionnaire'],
    permission: 'visit.read',
  },
  {
    path: '/putusan',
    screen: () => import('./classification/decisions.tsx'),
    texts: ['classification', 'households'],
    permission: 'decision.read',
    nav: { label: 'nav.decisions', place: 60 },
  },
  {
    path: '/kriteria',
    screen: () => import('./classification/criteria.tsx'),
    texts: ['classification'],
    permission: 'criteria.read',
  },
  {
    path: '/putusan/:id',
    screen: () => import('./classification/decision.tsx'),
    texts: ['classification', 'questionnaire'],
    permission: 'decision.read',
  },
  {
    path: '/keputusan',
    screen: () => import('./classification/decrees.tsx'),
    texts: ['classification'],
    permission: 'decision.read',
    nav: { label: 'nav.decrees', place: 65 },
  },
  {
    path: '/keputusan/:id/lampiran',
    screen: () => import('./classification/annex.tsx'),
    texts: ['classification'],
    permission: 'decision.read',
  },
]
