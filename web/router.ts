import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { Permission } from '../core/access/permissions.ts'
import type { TextKey, TextName } from './text-keys.ts'

/** What a screen is given: the values of its path and the query of its address. */
export type ScreenProps = {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

export type Route = {
  /** `/keluarga/:id`: parts after a colon become params. */
  readonly path: string
  /** A file that exports `Screen`; its own chunk. */
  readonly screen: () => Promise<{ readonly Screen: ComponentType<ScreenProps> }>
  /** The files of words that it needs beside the shell's; `all` for codes of every capability. */
  readonly texts: readonly TextName[] | 'all'
  readonly permission: Permission | 'signed-in' | 'anyone'
  /** Of the whole regency only: an account of some areas has nothing to see there. */
  readonly wholeRegency?: true
  /** A place in the navigation, left to right. */
  readonly nav?: {
    readonly label: TextKey
    readonly place: number
    /** How much waits there for the person. */
    readonly count?: (signal: AbortSignal) => Promise<number>
  }
  /** `desk`: masthead and navigation. `phone`: the page brings its own. `front`: signed out. */
  readonly frame?: 'desk' | 'phone' | 'front'
}

export type Place = { readonly path: string; readonly query: URLSearchParams }

/** Where the person is. Read it in a component and it follows. */
export const place = signal<Place>(placeOf(location.href))

/** True from a navigation until the new page has taken the focus. */
export const arriving = signal(false)

let scrollOnArrival = 0

/** Goes to an address of this application. */
export function navigate(to: string, how: { readonly replace?: boolean } = {}): void {
  keepScroll()
  if (how.replace) history.replaceState({}, '', to)
  else history.pushState({}, '', to)
  arrive(0)
}

/** Changes the query without leaving the page: filters, tabs, page numbers. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') query.delete(name)
    else query.set(name, value)
  }
  const text = query.toString()
  history.replaceState(history.state, '', text === '' ? location.pathname : `?${text}`)
  place.value = placeOf(location.href)
}

/** Values of a path by a pattern, or undefined when it is another path. */
export function matchPath(
  pattern: string,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/')
  const given = path.replace(/(.)\/$/, '$1').split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decoded(value)
    else if (part !== value) return undefined
  }
  return params
}

/** A value that nobody encoded so (a hand-typed per cent sign) stays as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Takes over links of this application and the buttons back and forward. Called once. */
export function startRouter(): void {
  history.scrollRestoration = 'manual'
  document.addEventListener('click', (event) => {
    const to = innerAddress(event)
    if (to === undefined) return
    event.preventDefault()
    navigate(to)
  })
  addEventListener('popstate', () => {
    const state: unknown = history.state
    arrive(isScrolled(state) ? state.scroll : 0)
  })
}

/** The new page has its heading: focus goes there, and the window where it was. */
export function settle(heading: HTMLElement | null): void {
  if (!arriving.peek()) return
  arriving.value = false
  heading?.focus({ preventScroll: true })
  scrollTo(0, scrollOnArrival)
}

function arrive(scroll: number): void {
  scrollOnArrival = scroll
  arriving.value = true
  place.value = placeOf(location.href)
}

function keepScroll(): void {
  history.replaceState({ scroll: scrollY }, '')
}

function isScrolled(state: unknown): state is { readonly scroll: number } {
  return typeof state === 'object' && state !== null && 'scroll' in state
}

function placeOf(href: string): Place {
  const url = new URL(href)
  return { path: url.pathname, query: url.searchParams }
}

/** The address that a plain click on an inner link asks for; undefined leaves it to the browser. */
function innerAddress(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement)) return undefined
  if (link.target !== '' || link.hasAttribute('download')) return undefined
  const url = new URL(link.href)
  if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return undefined
  if (url.hash !== '' && url.pathname === location.pathname) return undefined
  return url.pathname + url.search
}
