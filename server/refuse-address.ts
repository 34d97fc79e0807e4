import { floorProblem } from './floor-problems.ts'

const loopbackHosts: readonly string[] = ['127.0.0.1', '::1', 'localhost']

/**
 * Refuses an address of the network for a demonstration (`floor.loopback-only`), and for real data
 * when neither we nor a proxy in front speak https (`floor.plain-network`).
 */
export function refuseAddress(
  host: string,
  at: { readonly demonstration: boolean; readonly https: boolean },
): void {
  if (loopbackHosts.includes(host)) return
  if (at.demonstration) throw floorProblem('floor.loopback-only', { host })
  if (!at.https) throw floorProblem('floor.plain-network', { host })
}
