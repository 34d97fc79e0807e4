import type { Command } from './command.ts'

type Verb = () => Promise<{ readonly command: Command }>

/** The verbs of `npx entas`, in the order --help shows them. One line each; loaded when asked. */
export const verbs: Readonly<Record<string, Verb>> = {
  serve: () => import('./serve.ts'),
  init: () => import('./init.ts'),
  import: () => import('./import.ts'),
  match: () => import('./match.ts'),
  synthesize: () => import('./synthesize.ts'),
  demo: () => import('./demo.ts'),
  anchor: () => import('./anchor.ts'),
  'verify-audit': () => import('./verify-audit.ts'),
}
