import { paymentsContract } from '../../core/payments/contract.ts'
import { cashCode, giveAid } from './play-aid.ts'
import { type Company, gatherCompany, nameVerifiers } from './play-cast.ts'
import { acceptByVillage, confirmByVillage, decreeFamilies, returnList } from './play-decisions.ts'
import { bringListsIn } from './play-lists.ts'
import { assignFamilies, visitAll } from './play-visits.ts'
import { prepareStory, type StoryPlan } from './prepare-story.ts'

/** What a player is given: the door, a folder for the story's files, and whom to tell. */
export type Script = {
  readonly url: string
  readonly dataDirectory: string
  readonly plan: StoryPlan
  readonly progress: (told: StepTold) => void
  readonly tell: (state: Readonly<Record<string, unknown>>) => void
  readonly signal: AbortSignal
}

/** What was played, for those who read the facts afterwards. */
export type Played = {
  readonly familyImport: string
  readonly personImport: string
  readonly returnFileBytes: number
}

/** The steps in their order, as the page and the terminal name them. */
export const steps = [
  'prepare',
  'accounts',
  'lists',
  'assignments',
  'visits',
  'acceptance',
  'decisions',
  'decree',
  'return-file',
  'aid',
] as const
export type Step = (typeof steps)[number]

/** What begins now, or that all is played, so many seconds after the start. */
export type StepTold = { readonly step: Step | 'finished'; readonly seconds: number }

/**
 * Plays what is left of the story through the HTTP door, each act by the person whose act it is.
 * Every step looks first at what stands. Throws when the house refuses what the story needs.
 */
export async function playSteps(script: Script): Promise<Played> {
  const { signal } = script
  const teller = tellSteps(script)
  teller.begin('prepare')
  const story = await prepareStory(script.dataDirectory, script.plan, signal)
  const { index } = story
  const company = gatherCompany(script.url)
  teller.begin('accounts')
  const verifiers = await nameVerifiers(company, index)
  teller.begin('lists')
  const lists = await bringListsIn(company, story, signal)
  teller.begin('assignments')
  await assignFamilies(company)
  const { told } = teller
  teller.begin('visits')
  await visitAll(company, { index, verifiers, signal, told })
  teller.begin('acceptance')
  await acceptByVillage(company, { signal, told })
  teller.begin('decisions')
  await confirmByVillage(company, { signal, told })
  teller.begin('decree')
  const decreeId = await decreeFamilies(company)
  teller.begin('return-file')
  const returnFileBytes = await returnList(company, lists.familyImport)
  teller.begin('aid')
  if (decreeId !== undefined) {
    await giveAid(company, { decreeId, seed: index.seed, signal, told })
  }
  teller.finish()
  return { ...lists, returnFileBytes }
}

/** Whether the last cash round has had its reply: nothing is left to play. */
export async function isFinished(company: Company): Promise<boolean> {
  const tono = await company.as('tono')
  const { rows } = await tono.call(paymentsContract, 'GET /api/payment-rounds')
  const last = rows.find((round) => round.programmeCode === cashCode && round.roundNo === 3)
  if (last === undefined) return false
  const params = { id: last.id }
  const round = await tono.call(paymentsContract, 'GET /api/payment-rounds/:id', { params })
  return round.files.some((file) => file.direction === 'in')
}

const tellEveryMs = 1000

function tellSteps(script: Script) {
  const started = performance.now()
  let step: Step = 'prepare'
  let lastTold = 0
  const seconds = () => Math.round((performance.now() - started) / 100) / 10
  const tell = (part: { readonly done: number; readonly of: number } | null) =>
    script.tell({
      state: 'playing',
      step,
      done: steps.indexOf(step),
      of: steps.length,
      part,
      seconds: seconds(),
    })
  return {
    begin: (next: Step) => {
      step = next
      script.progress({ step, seconds: seconds() })
      tell(null)
    },
    told: (done: number, of: number) => {
      if (performance.now() - lastTold < tellEveryMs && done < of) return
      lastTold = performance.now()
      tell({ done, of })
    },
    finish: () => {
      script.progress({ step: 'finished', seconds: seconds() })
      const all = steps.length
      script.tell({ state: 'finished', step: null, done: all, of: all, seconds: seconds() })
    },
  }
}
