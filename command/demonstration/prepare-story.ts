import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { UploadFile } from './door-client.ts'
import type { ListMeasure } from './second-list.ts'
import type { Telling } from './story.ts'
import { fileNames } from './story-files.ts'
import type { IndexRow, StoryIndex } from './story-index.ts'
import { readTruth, type TruthFamily } from './truth-file.ts'

/** A story ready to be played: its index in memory, its workbooks read when they are needed. */
export type PreparedStory = {
  readonly index: StoryIndex
  readonly familyWorkbook: () => Promise<UploadFile>
  readonly personWorkbook: () => Promise<UploadFile>
}

/** What is played on a data folder; kept there, so that a restart plays on with the same. */
export type StoryPlan = {
  readonly telling: Telling
  readonly fieldErrors: number
  /** A truth file edited by hand, instead of the one made up. */
  readonly truthFile?: string | undefined
}

const planFile = 'story.json'

/** Makes the story's files in the data folder, or reads those of an earlier start. */
export async function prepareStory(
  dataDirectory: string,
  plan: StoryPlan,
  signal: AbortSignal,
): Promise<PreparedStory> {
  const directory = join(dataDirectory, 'story')
  const { truthFile, ...kept } = plan
  const known = await readPlan(directory)
  if (known === undefined) {
    await mkdir(directory, { recursive: true })
    await makeStory({ telling: plan.telling, directory }, signal)
    if (truthFile !== undefined) await copyFile(truthFile, join(directory, fileNames.truth))
    await writeFile(join(directory, planFile), JSON.stringify(kept))
  } else if (JSON.stringify(known) !== JSON.stringify(kept)) {
    throw new Error(`${directory} holds another story: ${JSON.stringify(known)}`)
  }
  const workbook = (name: string) => async () => ({
    name,
    bytes: await readFile(join(directory, name)),
  })
  return {
    index: await readIndex(directory, kept),
    familyWorkbook: workbook(fileNames.families),
    personWorkbook: workbook(fileNames.persons),
  }
}

async function readPlan(directory: string): Promise<unknown> {
  const file = join(directory, planFile)
  if (!existsSync(file)) return undefined
  return JSON.parse(await readFile(file, 'utf8'))
}

async function makeStory(
  order: { readonly telling: Telling; readonly directory: string },
  signal: AbortSignal,
): Promise<void> {
  const script = fileURLToPath(new URL('./make-story.ts', import.meta.url))
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const maker = fork(script, [JSON.stringify(order)], { execArgv, signal })
  const [code] = await once(maker, 'exit')
  if (code !== 0) throw new Error('the story could not be made up')
}

/** Doubles inside the list and across two lists, measured apart from the registry. */
export async function measureLists(telling: Telling, signal: AbortSignal): Promise<ListMeasure> {
  const script = fileURLToPath(new URL('./measure-two-lists.ts', import.meta.url))
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const measurer = fork(script, [JSON.stringify(telling)], { execArgv, signal })
  const told = new Promise<ListMeasure>((resolve, reject) => {
    measurer.once('message', (measure: ListMeasure) => resolve(measure))
    measurer.once('error', reject)
    // On a busy machine the process ends before its message is read; its channel ends behind it.
    measurer.once('disconnect', () => reject(new Error('the two lists could not be measured')))
  })
  return told
}

/** The index of a story that has been prepared in a folder. */
export async function readPreparedIndex(
  dataDirectory: string,
  plan: StoryPlan,
): Promise<StoryIndex> {
  return readIndex(join(dataDirectory, 'story'), plan)
}

async function readIndex(
  directory: string,
  plan: Omit<StoryPlan, 'truthFile'>,
): Promise<StoryIndex> {
  const truth = readTruth(await readFile(join(directory, fileNames.truth), 'utf8'))
  const lines = (await readFile(join(directory, fileNames.rows), 'utf8')).trimEnd().split('\n')
  const rows = lines.map((line): IndexRow => JSON.parse(line))
  requireSameFamilies(rows, truth)
  const { telling, fieldErrors } = plan
  return { story: telling.story, seed: telling.seed, fieldErrors, rows, truth }
}

/** A truth file of another seed would be visited at the wrong doors. */
function requireSameFamilies(rows: readonly IndexRow[], truth: readonly TruthFamily[]): void {
  const told = new Set(truth.map((family) => family.listKey))
  const missing = rows.find((row) => !told.has(row.listKey))
  if (missing === undefined) return
  throw new Error(`the truth file tells nothing of row ${missing.row}: is it of another seed?`)
}
