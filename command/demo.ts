import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Language } from '../core/matching/explain-words.ts'
import { defineCommand, WrongUse } from './command.ts'
import { playPlan } from './demonstration/play.ts'
import { gatherCompany } from './demonstration/play-cast.ts'
import type { Played } from './demonstration/player-steps.ts'
import { measureLists, readPreparedIndex, type StoryPlan } from './demonstration/prepare-story.ts'
import { countConfusion, measureDoubles, readFacts } from './demonstration/read-facts.ts'
import { openStage, type Stage } from './demonstration/stage.ts'
import { stories, tellingOf } from './demonstration/story.ts'
import { readShare, storyNameOf, storyOptions } from './synthesize.ts'
import { countIn, figureIn, type Say, sayCode, sayIn } from './words.ts'

/** Plays a whole story without a browser and prints what the system then says of it. */
export const command = defineCommand({
  name: 'demo',
  summary: 'demo.summary',
  words: ['STORY'],
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'demo.option.data' },
    truth: { kind: 'text', value: 'FILE', summary: 'demo.option.truth' },
    seed: { kind: 'number', value: 'N', summary: 'demo.option.seed' },
    ...storyOptions,
  },
  run: async ({ options, words, language, progress, signal }) => {
    const started = performance.now()
    const say = sayIn(language)
    if (options.data === undefined) {
      throw new WrongUse(say('use.needs', { verb: 'demo', what: '--data DIR' }))
    }
    const story = storyNameOf(words[0], say)
    const dataDirectory = path.resolve(options.data)
    requirePlayable(dataDirectory, say)
    const plan = planOf(story, options, say)
    const regencyCode = stories[story].regency
    const serving = await openStage({ dataDirectory, port: 0, regencyCode, log: progress })
    try {
      const house = await serving.ready
      const tell = (told: Readonly<Record<string, unknown>>) => serving.tell({ story: told })
      const { url } = serving
      const stage = { house, url, dataDirectory, language, progress, tell, signal }
      const memory = watchMemory()
      const played = await playPlan(stage, plan)
      const serverMemoryMb = memory.stop()
      const facts = await factsOf(stage, played, plan)
      const seconds = Math.round((performance.now() - started) / 100) / 10
      const result = { ...facts, seconds, serverMemoryMb }
      const right = facts.reconciled && facts.auditVerified && facts.doublePayments === 0
      return { result, lines: linesOf(result, language), exitCode: right ? 0 : 1 }
    } finally {
      await serving.stop()
    }
  },
})

/** A folder with something else in it is not played on. */
function requirePlayable(directory: string, say: Say): void {
  if (!existsSync(directory) || readdirSync(directory).length === 0) return
  if (existsSync(path.join(directory, 'story')) || existsSync(path.join(directory, 'postgres')))
    return
  throw new WrongUse(say('demo.not-empty', { folder: directory }))
}

function planOf(
  story: keyof typeof stories,
  options: {
    readonly truth: string | undefined
    readonly seed: number | undefined
    readonly population: number | undefined
    readonly 'truth-poor': number | undefined
    readonly 'field-errors': number | undefined
    readonly 'list-rows': number | undefined
  },
  say: Say,
): StoryPlan {
  const { truth } = options
  if (truth !== undefined && !existsSync(truth)) {
    throw new WrongUse(say('use.no-file', { file: truth }))
  }
  const telling = tellingOf(story, {
    seed: options.seed,
    population: options.population,
    listRows: options['list-rows'],
    truthPoor: options['truth-poor'],
  })
  const truthFile = truth === undefined ? undefined : path.resolve(truth)
  return { telling, fieldErrors: readShare(options['field-errors'], say), truthFile }
}

/** All figures, from the system's own doors and facts. */
async function factsOf(stage: Stage, played: Played, plan: StoryPlan) {
  const { familyImport, returnFileBytes } = played
  const facts = await readFacts(gatherCompany(stage.url), stage.house, played)
  const index = await readPreparedIndex(stage.dataDirectory, plan)
  const insideTheList = await measureDoubles(stage.house, index, familyImport)
  // The story has one owner of lists: a second one is made up and matched beside the registry.
  const { acrossLists, secondListFamilies } = await measureLists(plan.telling, stage.signal)
  const matching = { ...insideTheList, acrossLists: { secondListFamilies, ...acrossLists } }
  const erring = plan.fieldErrors > 0
  const confusion = erring
    ? { confusion: await countConfusion(stage.house, index, familyImport) }
    : {}
  const { story: name, seed } = plan.telling
  return { story: name, seed, ...facts, matching, ...confusion, returnFileBytes }
}

const sampleMs = 200

/** The most memory that the server's process held, in MB. */
function watchMemory() {
  const watch = new AbortController()
  let most = 0
  const sample = async () => {
    while (!watch.signal.aborted) {
      most = Math.max(most, process.memoryUsage().rss)
      await pause(sampleMs, undefined, { signal: watch.signal }).catch(() => {})
    }
  }
  void sample()
  return {
    stop: () => {
      watch.abort()
      return Math.round(most / 1_000_000)
    },
  }
}

function linesOf(result: Readonly<Record<string, unknown>>, language: Language): string[] {
  const say = sayIn(language)
  const label = (name: string) => sayCode(say, `figure.${name}`, name)
  return Object.entries(result).flatMap(([key, value]) => {
    const told = key === 'seed' ? String(value) : figureWords(value, language)
    if (told !== undefined) return [`${label(key).padEnd(26)} ${told}`]
    const inner = Object.entries(value ?? {}).map(([name, part]) => {
      const told = figureWords(part, language) ?? pairsOf(part, language)
      return `  ${label(name).padEnd(26)} ${told}`
    })
    return [label(key), ...inner]
  })
}

/** `recall 1; precision 1` of figures that belong together. */
function pairsOf(figures: unknown, language: Language): string {
  const say = sayIn(language)
  return Object.entries(figures ?? {})
    .map(
      ([name, value]) =>
        `${sayCode(say, `figure.${name}`, name)} ${figureWords(value, language) ?? ''}`,
    )
    .join('; ')
}

/** A figure as the language writes it; undefined for several. */
function figureWords(value: unknown, language: Language): string | undefined {
  if (typeof value === 'object' && value !== null) return undefined
  if (typeof value === 'boolean') return sayIn(language)(value ? 'figure.yes' : 'figure.no')
  if (typeof value !== 'number') return String(value)
  return Number.isInteger(value) ? countIn(language, value) : figureIn(language, value)
}
