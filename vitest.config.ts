import { defineConfig } from 'vitest/config'

// Two cores are what a small machine has; each worker has its own database copies.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Only to end what hangs: a machine may be four times slower than the one it was written on.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One second is too short for a click on a busy machine to reach the database.
    expect: { poll: { timeout: 30_000 } },
    reporters: ['default', './test/support/last-line.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['core/**/*.test.ts', 'web/**/*.test.ts', 'bench/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['server/**/*.test.ts', 'command/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: ['./test/support/global-setup.ts'],
        },
      },
    ],
  },
})
