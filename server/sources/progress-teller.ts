import { working } from '../database.ts'
import type { House } from '../route.ts'
import { type ImportProgress, saveProgress } from './store.ts'

const everyMs = 700

export type ProgressTeller = {
  (phase: 'reading' | 'saving', rows: number, share: number): void
  /** Waits for the last word, so that none comes after the end. */
  readonly done: () => Promise<void>
}

/**
 * Tells how far a long transaction is, from a second connection and at most every 0.7 s. Progress
 * that cannot be told stops nothing.
 */
export function progressTeller(house: House, tenantId: number, importId: string): ProgressTeller {
  let last = Date.now()
  let telling: Promise<unknown> = Promise.resolve()
  let busy = false
  const save = async (progress: ImportProgress) => {
    busy = true
    try {
      await working(house.database, tenantId, (db) => saveProgress(db, importId, progress))
    } catch {
      // The work itself will meet a database that is gone.
    }
    busy = false
  }
  const tell = (phase: 'reading' | 'saving', rows: number, share: number) => {
    if (busy || Date.now() - last < everyMs) return
    last = Date.now()
    telling = save({ phase, rows, share: Math.min(0.99, Math.round(share * 1000) / 1000) })
  }
  return Object.assign(tell, { done: () => telling.then(() => {}) })
}
