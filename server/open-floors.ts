/** What has to be stopped before a process ends. */
type Stoppable = { readonly stop: () => Promise<void> }

/**
 * The floors of this process. In a file of their own: a command that needs no database asks whether
 * one is open without loading what opens one.
 */
export const openFloors = new Set<Stoppable>()

/** For the end of a process that was told to go: nothing of ours keeps running. */
export async function stopAllFloors(): Promise<void> {
  for (const floor of openFloors) await floor.stop()
}
