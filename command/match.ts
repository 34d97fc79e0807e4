import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Language } from '../core/matching/explain-words.ts'
import { specAsJson } from '../core/matching/table-spec.ts'
import {
  type ExplainAsk,
  evaluateTable,
  type ToldStage,
} from '../server/matching/link/evaluate-table.ts'
import { planLinkage } from '../server/matching/link/plan-linkage.ts'
import { defineCommand, type Outcome, WrongUse } from './command.ts'
import { linesOfPlan, reportOf } from './match-report.ts'
import { type Say, sayIn } from './words.ts'

const progressEveryMs = 2_000

/**
 * Who is who in any table of people: the engine of the house on a CSV, without a database. And how
 * well a regency's own registry was matched, by what its clerks labelled.
 */
export const command = defineCommand({
  name: 'match',
  summary: 'match.summary',
  words: ['evaluate|quality', '[FILE.csv]'],
  options: {
    with: { kind: 'text', value: 'FILE', summary: 'match.option.with' },
    spec: { kind: 'text', value: 'FILE', summary: 'match.option.spec' },
    out: { kind: 'text', value: 'DIR', summary: 'match.option.out' },
    // Samples are taken by what stands in the rows: no seed changes what is found.
    seed: { kind: 'number', value: 'N', summary: 'match.option.seed' },
    data: { kind: 'text', value: 'DIR', summary: 'match.option.data' },
    explain: { kind: 'texts', value: 'ID,ID', summary: 'match.option.explain' },
    'explain-pairs': { kind: 'number', value: 'N', summary: 'match.option.explain-pairs' },
    workers: { kind: 'number', value: 'N', summary: 'match.option.workers' },
  },
  run: async ({ options, words, language, progress, signal }) => {
    const say = sayIn(language)
    const [what = '', file] = words
    if (what === 'quality') {
      // Alone opens a database: the other has no use for what that loads.
      const { tellQuality } = await import('./match-quality.ts')
      return tellQuality(options.data, say, progress)
    }
    if (what !== 'evaluate') throw new WrongUse(say('use.match-what', { word: what }))
    if (file === undefined) throw new WrongUse(say('use.evaluate-file'))
    if (options.out === undefined) throw new WrongUse(say('use.evaluate-out'))
    const workers = options.workers ?? os.availableParallelism()
    if (!Number.isSafeInteger(workers) || workers < 1 || workers > 256) {
      throw new WrongUse(say('use.workers'))
    }
    if (!Number.isSafeInteger(options.seed ?? 1)) {
      throw new WrongUse(say('use.whole', { option: '--seed' }))
    }
    const doubtful = options['explain-pairs'] ?? 0
    const explain = explainAskOf({ pairs: options.explain, doubtful, language }, say)
    const folder = path.resolve(options.out)
    refuseFolder(folder, say)
    const files = options.with === undefined ? [file] : [file, options.with]
    const plan = planLinkage({ files, specFile: options.spec })
    for (const line of linesOfPlan(plan, say)) progress(line)
    const onProgress = tellingProgress(progress, say)
    const asked = { folder, workers, onProgress, signal, explain }
    const done = await evaluateTable(plan, asked).catch((error: unknown) => {
      if (signal.aborted) return undefined
      throw error
    })
    if (done === undefined) return stopped(say)
    const spec = path.join(folder, 'spec.json')
    if (plan.guess !== undefined) {
      fs.writeFileSync(spec, `${JSON.stringify(specAsJson(plan.spec), null, 2)}\n`)
    }
    const written = plan.guess === undefined ? done.written : [...done.written, spec]
    return reportOf(plan, { ...done, written }, language)
  },
})

function stopped(say: Say): Outcome {
  return { result: { stopped: true }, lines: [say('stopped')], exitCode: 1 }
}

function explainAskOf(
  given: {
    readonly pairs: readonly string[]
    readonly doubtful: number
    readonly language: Language
  },
  say: Say,
): ExplainAsk | undefined {
  const { doubtful, language } = given
  if (!Number.isSafeInteger(doubtful) || doubtful < 0) {
    throw new WrongUse(say('use.whole', { option: '--explain-pairs' }))
  }
  const pairs = given.pairs.map((pair): readonly [string, string] => {
    const [one = '', other = '', ...more] = pair.split(',').map((id) => id.trim())
    if (one !== '' && other !== '' && more.length === 0) return [one, other]
    throw new WrongUse(say('use.explain', { pair }))
  })
  return pairs.length + doubtful === 0 ? undefined : { pairs, doubtful, language }
}

/** Before an hour of work, not after it. */
function refuseFolder(folder: string, say: Say): void {
  try {
    makeFolder(folder)
    fs.accessSync(folder, fs.constants.W_OK)
  } catch {
    throw new WrongUse(say('use.out', { folder }))
  }
}

/** One by one: asked to make those above too, Node never returns where a system allows none. */
function makeFolder(folder: string): void {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  makeFolder(path.dirname(folder))
  fs.mkdirSync(folder)
}

/** A line for each stage, and for how far it is every now and then. */
function tellingProgress(progress: (line: string) => void, say: Say) {
  let last = { stage: '', at: 0 }
  return (stage: ToldStage, done: number): void => {
    const now = performance.now()
    if (stage === last.stage && now - last.at < progressEveryMs) return
    progress(
      stage === last.stage ? `  ${Math.round(done * 100)} %` : `${say(`stage.${stage}`)} ...`,
    )
    last = { stage, at: now }
  }
}
