import { type Atom, atomsOf } from '../../../core/matching/engine/atoms.ts'
import {
  type BlockRange,
  type Blocks,
  eachCandidate,
  orderPass,
} from '../../../core/matching/engine/blocks.ts'
import { type Comparisons, createComparisons } from '../../../core/matching/engine/comparisons.ts'
import { type Field, prepareField } from '../../../core/matching/engine/field.ts'
import type { Kind } from '../../../core/matching/engine/kinds.ts'
import type { Model } from '../../../core/matching/engine/model.ts'
import type { Pass } from '../../../core/matching/engine/passes.ts'
import type { Records } from '../../../core/matching/engine/records.ts'
import { hashPair } from '../../../core/matching/engine/row-hashes.ts'
import { createScorer, type Scorer } from '../../../core/matching/engine/scorer.ts'
import { NumberList } from '../../../core/matching/engine/shared-arrays.ts'
import type { Column } from '../../../core/matching/table/column.ts'

/** What all threads look at; arrays in shared memory. Parts come as the work goes on. */
export type LinkState = {
  readonly fields?: readonly Field[]
  readonly records?: Records
  readonly rowHashes?: Uint32Array
  readonly blocks?: Blocks
  readonly model?: Model
  readonly weights?: Float32Array | undefined
}

/** A piece of linking that any thread can do. */
export type LinkJob =
  | { readonly is: 'prepare'; readonly kind: Kind; readonly column: Column; readonly at: number }
  | {
      readonly is: 'order'
      readonly pass: Pass
      readonly at: number
      readonly keys: Uint32Array
      readonly passes: number
      readonly leftOut: Uint8Array
    }
  | { readonly is: 'sample'; readonly range: BlockRange; readonly every: number }
  | { readonly is: 'score'; readonly range: BlockRange; readonly least: number }
  | {
      readonly is: 'weigh'
      readonly left: Uint32Array
      readonly right: Uint32Array
    }

export type FoundPairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly probability: Float32Array
  readonly weight: Float32Array
  readonly compared: number
}

export type SampledPairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly codes: Uint16Array
}

export type LinkResult =
  | { readonly is: 'prepare'; readonly field: Field; readonly atoms: readonly Atom[] }
  | { readonly is: 'order'; readonly order: Uint32Array }
  | { readonly is: 'sample'; readonly pairs: SampledPairs }
  | { readonly is: 'score'; readonly pairs: FoundPairs }

/** Does jobs of linking; makes the scorer of a state once. */
export class LinkWorkbench {
  #state: LinkState = {}
  #scorer: Scorer | undefined
  #comparisons: Comparisons | undefined

  set(state: LinkState): void {
    this.#state = { ...this.#state, ...state }
    this.#scorer = undefined
    if (state.fields !== undefined) this.#comparisons = undefined
  }

  do(job: LinkJob): LinkResult {
    switch (job.is) {
      case 'prepare': {
        const field = prepareField(job.kind, job.column)
        return { is: 'prepare', field, atoms: atomsOf(field, job.at) }
      }
      case 'order':
        return { is: 'order', order: orderPass(this.#get('records'), job.pass, job) }
      case 'sample':
        return { is: 'sample', pairs: this.#sample(job.range, job.every) }
      case 'score':
        return { is: 'score', pairs: this.#score(job.range, job.least) }
      case 'weigh':
        return { is: 'score', pairs: this.scoreRows(job.left, job.right, 0) }
    }
  }

  get scorer(): Scorer {
    this.#scorer ??= createScorer(this.#get('fields'), this.#get('records'), this.#get('model'), {
      weights: this.#state.weights,
      comparisons: this.comparisons,
    })
    return this.#scorer
  }

  /** What was compared once, whatever the model. */
  get comparisons(): Comparisons {
    this.#comparisons ??= createComparisons(this.#get('fields'))
    return this.#comparisons
  }

  #sample(range: BlockRange, every: number): SampledPairs {
    const { scorer } = this
    const rowHashes = this.#get('rowHashes')
    const width = this.#get('fields').length
    const left = new NumberList()
    const right = new NumberList()
    eachCandidate(this.#get('blocks'), range, this.#get('records'), (one, other) => {
      if (every > 1 && hashPair(rowHashes, one, other) % every !== 0) return
      left.push(Math.min(one, other))
      right.push(Math.max(one, other))
    })
    const codes = new Uint16Array(left.length * width)
    let kept = 0
    for (let at = 0; at < left.length; at += 1) {
      const [one, other] = [left.at(at), right.at(at)]
      if (!scorer.codes(one, other, codes, kept * width)) continue
      left.put(kept, one)
      right.put(kept, other)
      kept += 1
    }
    return {
      left: left.view().slice(0, kept),
      right: right.view().slice(0, kept),
      codes: codes.slice(0, kept * width),
    }
  }

  #score(range: BlockRange, least: number): FoundPairs {
    const found = new ScoreList(this.scorer, least)
    eachCandidate(this.#get('blocks'), range, this.#get('records'), (one, other) => {
      found.add(one, other)
    })
    return found.pairs()
  }

  /** Scores rows of one list against those of another, each with the one beside it. */
  scoreRows(left: Uint32Array, right: Uint32Array, least: number): FoundPairs {
    const found = new ScoreList(this.scorer, least)
    for (const [at, row] of left.entries()) found.add(row, right[at] ?? 0)
    return found.pairs()
  }

  #get<Key extends keyof LinkState>(key: Key): NonNullable<LinkState[Key]> {
    const value = this.#state[key]
    if (value === undefined) throw new Error(`linking has no ${key} yet`)
    return value
  }
}

/** Pairs that reached the least probability, as they come. */
class ScoreList {
  readonly #scorer: Scorer
  readonly #least: number
  readonly #left = new NumberList()
  readonly #right = new NumberList()
  readonly #numbers: number[] = []
  readonly #score = { probability: 0, weight: 0 }
  #compared = 0

  constructor(scorer: Scorer, least: number) {
    this.#scorer = scorer
    this.#least = least
  }

  add(one: number, other: number): void {
    this.#compared += 1
    const [low, high] = one < other ? [one, other] : [other, one]
    if (!this.#scorer.score(low, high, this.#least, this.#score)) return
    this.#left.push(low)
    this.#right.push(high)
    this.#numbers.push(this.#score.probability, this.#score.weight)
  }

  pairs(): FoundPairs {
    const { length } = this.#left
    const every = (first: 0 | 1) =>
      Float32Array.from({ length }, (_, at) => this.#numbers[at * 2 + first] ?? 0)
    return {
      left: this.#left.view().slice(),
      right: this.#right.view().slice(),
      probability: every(0),
      weight: every(1),
      compared: this.#compared,
    }
  }
}
