import { useCallback, useRef } from 'preact/hooks'
import { type Loaded, useLoad } from '../load.ts'
import { navigate, place } from '../router.ts'

type ListPage = {
  readonly rows: readonly { readonly id: string }[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

/** A list of pairs: how a page of it is asked for, and where it and its pairs stand. */
export type PairList = {
  readonly ask: (
    query: URLSearchParams,
    how?: { readonly signal: AbortSignal },
  ) => Promise<ListPage>
  readonly address: (query: URLSearchParams, id?: string) => string
}

/** Where a pair stands in its list, and the ways to its neighbours. */
export type Walk = {
  readonly list: Loaded<ListPage>
  /** From 1, over all pages; undefined while it is unknown, and for a pair of another list. */
  readonly place: number | undefined
  readonly open: (id: string | undefined) => void
  /** Undefined when there is surely no pair before. */
  readonly back: (() => Promise<void>) | undefined
  readonly hasPrevious: boolean
  readonly skip: () => Promise<void>
}

type Here = { readonly id: string; readonly query: URLSearchParams }

/** The way from a pair to the next: whoever is faster than the list waits for it. */
export function useWalk(of: PairList, here: Here): Walk {
  const { id, query } = here
  const asked = useRef<Promise<ListPage>>(undefined)
  const list = useLoad(
    (signal) => {
      const answer = of.ask(query, { signal })
      asked.current = answer
      return answer
    },
    [id],
  )
  const filters = query.toString()
  const open = useCallback(
    (to: string | undefined) => navigate(of.address(query, to)),
    [of, filters],
  )
  // Once another page was opened in the meantime nobody is fetched back from there.
  const stays = () => place.peek().path === of.address(new URLSearchParams(), id)
  const back = useCallback(async () => {
    const { previous } = neighbours(idsOf(await known(asked.current)), id)
    if (previous !== undefined && stays()) open(previous)
  }, [of, id, open])
  const skip = useCallback(async () => {
    const { next } = neighbours(idsOf(await known(asked.current)), id)
    if (!stays()) return
    const to = next === undefined ? await askNext(of, { id, query }) : of.address(query, next)
    if (stays()) navigate(to)
  }, [of, id, filters])
  const { at, previous } = neighbours(idsOf(list.value), id)
  const { page = 1, pageSize = 0 } = list.value ?? {}
  return {
    list,
    place: at < 0 ? undefined : (page - 1) * pageSize + at + 1,
    open,
    back: list.value !== undefined && previous === undefined ? undefined : back,
    hasPrevious: previous !== undefined,
    skip,
  }
}

/** A list that could not be had is asked for again by whoever needs it. */
function known(asked: Promise<ListPage> | undefined): Promise<ListPage | undefined> {
  return asked?.catch(() => undefined) ?? Promise.resolve(undefined)
}

/** The pair before and after this one in its list. */
function neighbours(ids: readonly string[], id: string) {
  const at = ids.indexOf(id)
  return {
    at,
    previous: at > 0 ? ids[at - 1] : undefined,
    next: at >= 0 ? ids[at + 1] : ids[0],
  }
}

function idsOf(list: ListPage | undefined): readonly string[] {
  return list?.rows.map((row) => row.id) ?? []
}

/** At the end of a page: what has moved up, what stands on the next one, or the list itself. */
async function askNext(of: PairList, { id, query }: Here): Promise<string> {
  const { rows, total, page, pageSize } = await of.ask(query)
  const moved = rows[rows.findIndex((row) => row.id === id) + 1]
  if (moved !== undefined && moved.id !== id) return of.address(query, moved.id)
  const onward = new URLSearchParams(query)
  if (total <= page * pageSize) {
    onward.delete('page')
    return of.address(onward)
  }
  onward.set('page', String(page + 1))
  const following = await of.ask(onward)
  return of.address(onward, following.rows[0]?.id)
}
