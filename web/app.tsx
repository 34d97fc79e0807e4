import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useErrorBoundary, useLayoutEffect } from 'preact/hooks'
import { asProblem } from './load.ts'
import {
  arriving,
  matchPath,
  navigate,
  type Place,
  place,
  type Route,
  type ScreenProps,
} from './router.ts'
import { routes } from './routes.tsx'
import { session, startSession, toSignIn } from './session.ts'
import { loadAllTexts, loadTexts } from './text.ts'
import { Broken, Forbidden, NotFound, NothingForRole, Unreachable } from './ui/dead-ends.tsx'
import { Frame } from './ui/frame.tsx'
import { mayOpen, navRoutes } from './ui/nav.tsx'
import { ShortcutList } from './ui/shortcuts.tsx'
import { Toast } from './ui/undo.tsx'

type Shown = {
  readonly at: Place
  readonly route: Route | undefined
  readonly props: ScreenProps
  readonly Screen: ComponentType<ScreenProps>
}

/** The screens that were opened, with their words. */
const fetched = new Map<Route, ComponentType<ScreenProps>>()

/** The page that belongs to the address; the old one stays until the new one is there. */
export function App() {
  const shown = useSignal<Shown | undefined>(undefined)
  const now = place.value
  const who = session.value
  // Before the paint: until then the keys of the old page would answer for the new one.
  useLayoutEffect(() => {
    let stale = false
    const known = knownPage(now, shown.peek())
    if (known !== undefined) {
      shown.value = known
      return
    }
    pageFor(now).then((page) => {
      if (stale || page === undefined || page.at !== place.peek()) return
      // The same page with another filter keeps its focus and its place.
      if (shown.peek()?.at.path === page.at.path) arriving.value = false
      shown.value = page
    })
    return () => {
      stale = true
    }
  }, [now, who, shown])
  const page = shown.value
  if (page === undefined) return null
  const { Screen, route, props } = page
  return (
    <>
      <Frame kind={route?.frame ?? 'desk'} route={route}>
        <Guarded key={page.at.path} Screen={Screen} props={props} />
      </Frame>
      <ShortcutList />
      <Toast />
    </>
  )
}

/** What was fetched once is there at once; the same path is a filter, or another person. */
function knownPage(at: Place, shown: Shown | undefined): Shown | undefined {
  const found = findRoute(at.path)
  const Screen = found === undefined ? undefined : fetched.get(found.route)
  if (found === undefined || Screen === undefined || shown?.at.path === at.path) return undefined
  if (!session.peek() || !mayOpen(found.route)) return undefined
  return { at, route: found.route, Screen, props: { params: found.params, query: at.query } }
}

/** A screen that breaks says so; the frame around it stays, so that one can go elsewhere. */
function Guarded(given: {
  readonly Screen: ComponentType<ScreenProps>
  readonly props: ScreenProps
}) {
  const [broken] = useErrorBoundary((error) => console.error(error))
  const { Screen, props } = given
  return broken === undefined ? <Screen {...props} /> : <Broken />
}

async function pageFor(at: Place): Promise<Shown | undefined> {
  const found = findRoute(at.path)
  const props = { params: found?.params ?? {}, query: at.query }
  const page = { at, route: found?.route, props }
  try {
    if (session.peek() === undefined) await startSession()
    if (session.peek() === null && found?.route.permission !== 'anyone') {
      toSignIn(at)
      return undefined
    }
    if (at.path === '/') return goHome(page)
    if (found === undefined) return { ...page, Screen: NotFound }
    if (!mayOpen(found.route)) return { ...page, Screen: Forbidden }
    const [file] = await Promise.all([found.route.screen(), textsOf(found.route)])
    fetched.set(found.route, file.Screen)
    return { ...page, Screen: file.Screen }
  } catch (error) {
    asProblem(error)
    return { ...page, Screen: Unreachable }
  }
}

/** The first page of a role is the first in its navigation. */
function goHome(page: Omit<Shown, 'Screen'>): Shown | undefined {
  const first = navRoutes()[0]
  if (first === undefined) return { ...page, Screen: NothingForRole }
  navigate(first.path, { replace: true })
  return undefined
}

function findRoute(path: string) {
  for (const route of routes) {
    const params = matchPath(route.path, path)
    if (params !== undefined) return { route, params }
  }
  return undefined
}

function textsOf(route: Route): Promise<void> {
  return route.texts === 'all' ? loadAllTexts() : loadTexts(route.texts)
}
