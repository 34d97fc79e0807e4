import { setImmediate as letOthersRun } from 'node:timers/promises'

const sliceMs = 12

/** Runs a long calculation in slices, so that requests are answered in between. */
export async function inSlices<Result>(steps: Generator<void, Result>): Promise<Result> {
  let began = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - began < sliceMs) continue
    await letOthersRun()
    began = performance.now()
  }
}
