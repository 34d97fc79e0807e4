import { call } from '../call.ts'
import { useLoad } from '../load.ts'

/** Names of villages and districts by their code, as far as the person's eyes reach. */
export function useAreaNames(): (code: string) => string {
  const areas = useLoad((signal) => call('GET /api/areas', { signal }), [])
  const names = new Map(areas.value?.areas.map((area) => [area.code, area.name]))
  return (code) => names.get(code) ?? code
}
