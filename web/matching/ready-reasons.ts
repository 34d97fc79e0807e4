import type { Pair } from './matching.ts'

export type Step = 'same' | 'different' | 'unsure' | 'ask'

type Evidence = Pick<Pair, 'evidence'>

const mostReasons = 4

/**
 * Reasons that a person would write anyway, as codes worded in `matching.ready.<code>`. One that
 * the records contradict is not offered: it must be true at one key. Its key is always the same.
 */
export function readyReasons({ evidence }: Evidence, step: Step): readonly ReadyReason[] {
  const level = (field: string) => evidence.find((line) => line.field === field)?.level ?? 'missing'
  const has = (field: string, levels: readonly string[]) => levels.includes(level(field))
  const oneName = has('name', ['equal', 'spelled', 'shortened'])
  const fits: Readonly<Record<ReadyCode, boolean>> = {
    'number-and-name': level('national-id') === 'equal' && oneName,
    'head-changed': level('role') === 'crosswise',
    'name-and-birth': level('birth-date') === 'equal' && oneName,
    // Numbers that follow each other (`neighbour`) are the mark of twins, not of a slip.
    slip: has('national-id', ['one-digit', 'two-digits', 'damaged', 'doubtful']),
    spelling: has('name', ['spelled', 'shortened', 'similar']),
    members: has('members', ['all', 'most']),
    moved: has('place', ['same-district', 'elsewhere']),
    // Whoever says so has seen a card: there must be two, and they must bear it out.
    'card-same': has('family-card', ['equal', 'one-digit']),
    'family-of-its-own': true,
    siblings: true,
    'name-alike': has('name', ['equal', 'spelled', 'shortened', 'similar', 'part', 'one-word']),
    'card-different': level('family-card') === 'different',
    'too-little': true,
    'needs-card': true,
    'needs-call': true,
    'ask-same': true,
    'ask-siblings': true,
    'ask-own-family': true,
    'ask-lives-here': true,
  }
  return keys[step].filter(({ code }) => fits[code]).slice(0, mostReasons)
}

/** The strongest first; 1 to 4 are the answers, the reasons go on along the row of digits. */
const keys = {
  same: [
    { key: '5', code: 'number-and-name' },
    { key: '6', code: 'name-and-birth' },
    { key: '7', code: 'slip' },
    { key: '8', code: 'members' },
    { key: '9', code: 'head-changed' },
    { key: '0', code: 'spelling' },
    { key: '-', code: 'moved' },
    { key: '=', code: 'card-same' },
  ],
  different: [
    { key: '5', code: 'family-of-its-own' },
    { key: '6', code: 'siblings' },
    { key: '7', code: 'name-alike' },
    { key: '8', code: 'card-different' },
  ],
  unsure: [
    { key: '5', code: 'too-little' },
    { key: '6', code: 'needs-card' },
    { key: '7', code: 'needs-call' },
  ],
  ask: [
    { key: '5', code: 'ask-same' },
    { key: '6', code: 'ask-siblings' },
    { key: '7', code: 'ask-own-family' },
    { key: '8', code: 'ask-lives-here' },
  ],
} as const satisfies Record<Step, readonly { readonly key: string; readonly code: string }[]>

export type ReadyReason = (typeof keys)[Step][number]
export type ReadyCode = ReadyReason['code']
