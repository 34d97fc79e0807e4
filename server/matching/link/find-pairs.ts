import type { BlockRange } from '../../../core/matching/engine/blocks.ts'
import type { ScoredPairs } from '../../../core/matching/engine/clusters.ts'
import { concat } from '../../../core/matching/engine/concat.ts'
import { type Model, weightTable } from '../../../core/matching/engine/model.ts'
import type { Repeats } from '../../../core/matching/engine/repeats.ts'
import {
  beginLearning,
  type LearningGiven,
  learnAgain,
  leastDoubt,
  saidOfLearnt,
} from './learn-linkage.ts'
import type { FoundPairs, LinkResult } from './link-jobs.ts'

/** Pairs less likely than this are not kept. */
const leastProbability = 0.01
/** So often at most a model is learnt again from what it found. */
const mostRounds = 3

/** The pairs that may be one person, and the model that says so. */
export type Found = {
  readonly model: Model
  readonly weights: Float32Array
  readonly pairs: ScoredPairs
  readonly compared: number
}

type FindGiven = {
  readonly seen: LearningGiven
  /** Of the ranges, those that are looked at for doubles. */
  readonly looked: readonly BlockRange[]
  readonly repeats: Repeats
  readonly clock: FindingClock
}

/** Told which stage begins, and how far it is. */
type FindingClock = {
  begin(stage: 'learn' | 'score'): void
  readonly progress: (done: number) => void
}

/**
 * Learns what one person is and finds the pairs that may be one, each better by the other. What a
 * small table is learnt from tells its persons, and its pairs are scored once, at the end; those
 * of a larger one are scored at the beginning, and then those that may be one person again.
 */
export async function findPairs(given: FindGiven): Promise<Found> {
  const { seen, clock } = given
  clock.begin('learn')
  await seen.pool.breathe()
  let learnt = await beginLearning(seen)
  let weights = useModel(seen, learnt.model)
  const { isWhole } = learnt
  if (!isWhole) clock.begin('score')
  let { pairs, compared } = isWhole ? nothing : await scoreAll(given, leastDoubt)
  for (let round = 0; round < mostRounds; round += 1) {
    clock.begin('learn')
    const said = isWhole ? saidOfLearnt(learnt) : pairs
    const better = await learnAgain(seen, { learnt, said })
    if (better === undefined) break
    learnt = better
    weights = useModel(seen, learnt.model)
    if (isWhole) continue
    clock.begin('score')
    pairs = await weighAgain(given, pairs)
  }
  if (isWhole) {
    clock.begin('score')
    ;({ pairs, compared } = await scoreAll(given, leastProbability))
  }
  return { model: learnt.model, weights, pairs: likelyPairs(pairs), compared }
}

/** Lets every thread score by a model; gives its weights. */
function useModel({ pool, fields }: LearningGiven, model: Model): Float32Array {
  const weights = weightTable(model, fields.length)
  pool.set({ model, weights })
  return weights
}

type Scored = Pick<Found, 'pairs' | 'compared'>

const nothing: Scored = { pairs: allOf([]), compared: 0 }

/** Scores all pairs that blocking brings. */
async function scoreAll(given: FindGiven, least: number): Promise<Scored> {
  const { looked, repeats, clock } = given
  const { pool } = given.seen
  const jobs = looked.map((range) => ({ is: 'score' as const, range, least }))
  const found = foundPairs(await pool.run(jobs, clock.progress))
  const parts = [...found, pool.scoreRows(repeats.standIns, repeats.rows, least)]
  const compared = parts.reduce((sum, part) => sum + part.compared, 0)
  return { pairs: allOf(parts), compared }
}

const pairsOfJob = 50_000

/** Scores pairs again, by another model: all of them stay. */
async function weighAgain(given: FindGiven, { left, right }: ScoredPairs): Promise<ScoredPairs> {
  const jobs = Array.from({ length: Math.ceil(left.length / pairsOfJob) }, (_, at) => {
    const [from, to] = [at * pairsOfJob, (at + 1) * pairsOfJob]
    return { is: 'weigh' as const, left: left.slice(from, to), right: right.slice(from, to) }
  })
  return allOf(foundPairs(await given.seen.pool.run(jobs, given.clock.progress)))
}

function foundPairs(results: readonly LinkResult[]): readonly FoundPairs[] {
  return results.flatMap((each) => (each.is === 'score' ? [each.pairs] : []))
}

function allOf(parts: readonly FoundPairs[]): ScoredPairs {
  return {
    left: concat(
      parts.map((part) => part.left),
      Uint32Array,
    ),
    right: concat(
      parts.map((part) => part.right),
      Uint32Array,
    ),
    probability: concat(
      parts.map((part) => part.probability),
      Float32Array,
    ),
    weight: concat(
      parts.map((part) => part.weight),
      Float32Array,
    ),
  }
}

function likelyPairs({ left, right, probability, weight }: ScoredPairs): ScoredPairs {
  const isLikely = (_: number, at: number) => (probability[at] ?? 0) >= leastProbability
  return {
    left: left.filter(isLikely),
    right: right.filter(isLikely),
    probability: probability.filter(isLikely),
    weight: weight.filter(isLikely),
  }
}
