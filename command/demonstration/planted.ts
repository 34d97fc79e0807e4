import type { WrittenFamily } from './p3ke-rows.ts'
import type { ToldStory } from './story.ts'

/** Planted errors as counted in what was written, not as planned. */
export type Planted = Readonly<Record<PlantedError, { rows: number; share: number }>>

export type PlantedError =
  | 'lostLeadingZeros'
  | 'nationalIdTypo'
  | 'familyCardAsNationalId'
  | 'nationalIdEmpty'
  | 'doubles'
  | 'doublesExact'
  | 'nameVariant'
  | 'birthDateWrong'
  | 'dead'
  | 'movedAway'
  | 'labelVariant'

/** Counts the rows of the family workbook that have each error. */
export function countPlanted(story: ToldStory): Planted {
  const { families } = story.lists
  const count = (has: (written: WrittenFamily) => boolean) => {
    const rows = families.filter(has).length
    return { rows, share: Math.round((rows / families.length) * 10_000) / 10_000 }
  }
  return {
    lostLeadingZeros: count(({ cells }) => typeof cells[0] === 'number'),
    nationalIdTypo: count(isTypo),
    familyCardAsNationalId: count(({ row, cells }) => cells[9] === row.listed.family.familyCard),
    nationalIdEmpty: count(({ cells }) => String(cells[9]).length < 16 || Number(cells[9]) === 0),
    doubles: count(({ row }) => row.double !== null),
    doublesExact: count(({ row }) => row.double === 'exact'),
    nameVariant: count(({ row, cells }) => cells[8] !== headOf(row).name.toUpperCase()),
    birthDateWrong: count(({ row, members }) => members[0]?.bornOn !== headOf(row).bornOn),
    dead: count(({ row }) => row.listed.state === 'dead'),
    movedAway: count(({ row }) => row.listed.state === 'moved'),
    labelVariant: count(({ row }) => row.errors.labels === true),
  }
}

/** Sixteen digits, neither the person's own nor the family's card. */
function isTypo({ row, cells }: WrittenFamily): boolean {
  const number = String(cells[9])
  const { familyCard } = row.listed.family
  return (
    number.length === 16 &&
    Number(number) !== 0 &&
    number !== headOf(row).nationalId &&
    number !== familyCard
  )
}

function headOf(row: WrittenFamily['row']) {
  const head = row.listed.family.members[0]
  if (head === undefined) throw new Error('a family without members')
  return head
}
