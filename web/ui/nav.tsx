import { useRef } from 'preact/hooks'
import { useLoad } from '../load.ts'
import { matchPath, place, type Route } from '../router.ts'
import { routes } from '../routes.tsx'
import { mayNow, session } from '../session.ts'
import { t } from '../text.ts'
import { useCurrentInView } from './in-view.ts'

type NavPlace = NonNullable<Route['nav']>
type NavRoute = Route & { readonly nav: NavPlace }

/** What the person may open from the navigation, in its order. */
export function navRoutes(): readonly NavRoute[] {
  return routes
    .filter(isInNav)
    .filter((route) => route.permission !== 'anyone' && mayOpen(route))
    .sort((one, other) => one.nav.place - other.nav.place)
}

export function Nav() {
  const path = place.value.path
  const row = useRef<HTMLUListElement>(null)
  useCurrentInView(row, path)
  return (
    <nav class="nav" aria-label={t('shell.parts')}>
      <div class="wrap">
        <ul ref={row}>
          {navRoutes().map((route) => (
            <li key={route.path}>
              <a href={route.path} aria-current={isWithin(route, path) ? 'page' : undefined}>
                {t(route.nav.label)}
                {route.nav.count === undefined ? null : (
                  <Waiting count={route.nav.count} at={path} />
                )}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}

/** How much waits, asked again on every page; nothing is said of nothing. */
function Waiting(props: { readonly count: NonNullable<NavPlace['count']>; readonly at: string }) {
  const loaded = useLoad(props.count, [props.at])
  if (loaded.value === undefined || loaded.value === 0) return null
  const words = t('nav.waiting', { count: loaded.value })
  return (
    <span class="nav__count">
      {' '}
      <b aria-hidden="true">{loaded.value}</b>
      <span class="vh">, {words}</span>
    </span>
  )
}

function isInNav(route: Route): route is NavRoute {
  return route.nav !== undefined
}

/** Whether the person may open a page; the server asks again for what stands on it. */
export function mayOpen({ permission, wholeRegency }: Route): boolean {
  if (wholeRegency === true && session.value?.account.scope !== 'regency') return false
  return permission === 'anyone' || permission === 'signed-in' || mayNow(permission)
}

function isWithin(route: Route, path: string): boolean {
  return matchPath(route.path, path) !== undefined || path.startsWith(`${route.path}/`)
}
