import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** A row of links that scrolls sideways shows the one where the person is. */
export function useCurrentInView(row: RefObject<HTMLElement | null>, current: string): void {
  useEffect(() => {
    const box = row.current
    const link = box?.querySelector<HTMLElement>('[aria-current]')
    if (box === null || link === null || link === undefined) return
    const space = box.clientWidth - link.offsetWidth
    const left = link.getBoundingClientRect().left - box.getBoundingClientRect().left
    if (left < 0 || left > space) box.scrollLeft += left - space / 2
  }, [row, current])
}
