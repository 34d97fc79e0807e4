import type { TruthFamily } from './truth-file.ts'

/** What the players need of a story: where each row stands in the list, and how families live. */
export type StoryIndex = {
  readonly story: string
  readonly seed: number
  readonly fieldErrors: number
  readonly rows: readonly IndexRow[]
  readonly truth: readonly TruthFamily[]
}

/** One data row of the family workbook, as a verifier may read it from a task. */
export type IndexRow = {
  readonly row: number
  /** ID Keluarga in the truth file; a double's row carries that of the family it doubles. */
  readonly listKey: string
  readonly villageCode: string
  readonly headName: string
  readonly address: string
  /** Members as the list names them, the head first. */
  readonly members: readonly string[]
}

export type DoorTask = {
  readonly villageCode: string
  readonly headName: string
  readonly address: string
  readonly members: readonly { readonly name: string }[]
}

/** Which family stands behind a task: by village, name and address, then by who lives there. */
export function familyFinder(index: StoryIndex): (task: DoorTask) => TruthFamily | undefined {
  const byDoor = Map.groupBy(index.rows, (row) => doorOf(row))
  const byName = Map.groupBy(index.rows, (row) => `${row.villageCode} ${plain(row.headName)}`)
  const truth = new Map(index.truth.map((family) => [family.listKey, family]))
  return (task) => {
    const rows =
      byDoor.get(doorOf(task)) ?? byName.get(`${task.villageCode} ${plain(task.headName)}`)
    const best = closest(rows ?? [], task)
    return best === undefined ? undefined : truth.get(best.listKey)
  }
}

function doorOf(door: {
  readonly villageCode: string
  readonly headName: string
  readonly address: string
}): string {
  return `${door.villageCode} ${plain(door.headName)} ${plain(door.address)}`
}

function closest(rows: readonly IndexRow[], task: DoorTask): IndexRow | undefined {
  const names = new Set(task.members.map((member) => plain(member.name)))
  const shared = (row: IndexRow) => row.members.filter((name) => names.has(plain(name))).length
  const [first, ...others] = rows
  if (first === undefined) return undefined
  return others.reduce((best, row) => (shared(row) > shared(best) ? row : best), first)
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
}
