import { writeSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Prints `N passed, N failed` as the last line. A file that cannot be read counts as failed. */
export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0
    let failed = unhandled.length
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state
        if (state === 'passed') passed++
        if (state === 'failed' || state === 'pending') failed++
      }
      failed += module.errors().length
      for (const suite of module.children.allSuites()) failed += suite.errors().length
    }
    // What went wrong outside of a test (the set-up, for one) is told by the exit code only.
    process.once('exit', (code) => {
      const line = `${passed} passed, ${failed === 0 && code !== 0 ? 1 : failed} failed\n`
      writeSync(1, line)
    })
  }
}
