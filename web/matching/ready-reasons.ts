import type { Pair } from './matching.ts'

export type Step = 'same' | 'different' | 'unsure' | 'ask'

type Evidence = Pick<Pair, 'evidence'>

const mostReasons = 4

/**
 * Reasons that a person would write anyway, as codes worded in `matching.ready.<code>`. One that
 * the records contradict is not offered: it must be true at one key.
 */
export function readyReasons({ evidence }: Evidence, step: Step): readonly ReadyReason[] {
  const level = (field: string) => evidence.find((line) => line.field === field)?.level ?? 'missing'
  const has = (field: string, levels: readonly string[]) => levels.includes(level(field))
  const oneName = has('name', ['equal', 'spelled', 'shortened'])
  const fits: Readonly<Record<ReadyReason, boolean>> = {
    'number-and-name': level('national-id') === 'equal' && oneName,
    'head-changed': level('role') === 'crosswise',
    'name-and-birth': level('birth-date') === 'equal' && oneName,
    slip: has('national-id', ['one-digit', 'two-digits', 'damaged', 'neighbour', 'doubtful']),
    spelling: has('name', ['spelled', 'shortened', 'similar']),
    members: has('members', ['all', 'most']),
    moved: has('place', ['same-district', 'elsewhere']),
    'card-same': true,
    'family-of-its-own': true,
    siblings: true,
    'name-alike': has('name', ['equal', 'spelled', 'shortened', 'similar', 'part', 'one-word']),
    'card-different': true,
    'too-little': true,
    'needs-card': true,
    'needs-call': true,
    'ask-same': true,
    'ask-siblings': true,
    'ask-own-family': true,
    'ask-lives-here': true,
  }
  return byStep[step].filter((code) => fits[code]).slice(0, mostReasons)
}

const byStep = {
  same: [
    'number-and-name',
    'head-changed',
    'name-and-birth',
    'slip',
    'members',
    'spelling',
    'moved',
    'card-same',
  ],
  different: ['family-of-its-own', 'siblings', 'name-alike', 'card-different'],
  unsure: ['too-little', 'needs-card', 'needs-call'],
  ask: ['ask-same', 'ask-siblings', 'ask-own-family', 'ask-lives-here'],
} as const satisfies Record<Step, readonly string[]>

export type ReadyReason = (typeof byStep)[Step][number]
