import { type CellStyle, type CellValue, type DataValidation, writeXlsx } from 'hucre/xlsx'
import { instrument } from '../../../core/visits/questionnaire.ts'
import {
  answerColumns,
  choicesOf,
  columnLetter,
  givenColumns,
  wordKeyOf,
} from '../../../core/visits/workbook.ts'
import { word } from '../words.ts'

export const sheets = { visits: 'Kunjungan', choices: 'Pilihan', mark: 'Entas' } as const

/** The first family stands in this row, as a spreadsheet counts. */
export const firstFamilyRow = 4

export type WorkbookFamily = {
  readonly id: string
  readonly headName: string
  readonly nationalIdMask: string
  readonly address: string
  readonly memberCount: number
}

const open: CellStyle = {
  protection: { locked: false },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFF8E7' } },
  border: {
    bottom: { style: 'thin', color: { rgb: 'BBBBBB' } },
    right: { style: 'thin', color: { rgb: 'BBBBBB' } },
  },
}

/** The workbook of a village: locked but for its answer cells, choices as drop-downs. */
export async function writeWorkbook(issue: {
  readonly id: string
  readonly villageName: string
  readonly villageCode: string
  readonly checksum: string
  readonly families: readonly WorkbookFamily[]
}): Promise<Uint8Array> {
  const { families } = issue
  const last = firstFamilyRow - 1 + families.length
  const columns = [...givenColumns, ...answerColumns]
  const heads = columns.map((column) => word(`workbook.${column}`))
  const questions = columns.map((column) => headOf(column, heads[columns.indexOf(column)] ?? ''))
  return writeXlsx({
    sheets: [
      {
        name: sheets.visits,
        columns: columns.map((column) => ({ width: widthOf(column), hidden: column === 'rowId' })),
        rows: [
          [`${word('workbook.title')} ${issue.villageName}`],
          [word('workbook.how')],
          questions,
          ...families.map(rowOf),
        ],
        cells: answerCells(families.length),
        dataValidations: validations(last),
        freezePane: { rows: firstFamilyRow - 1, columns: 3 },
        protection: { sheet: true, formatColumns: true, formatRows: true },
      },
      { name: sheets.choices, rows: choiceRows(), hidden: true, protection: { sheet: true } },
      {
        name: sheets.mark,
        rows: [
          ['entas', instrument],
          ['workbook', issue.id],
          ['village', issue.villageCode],
          ['checksum', issue.checksum],
        ],
        veryHidden: true,
        protection: { sheet: true },
      },
    ],
    workbookProtection: { lockStructure: true },
  })
}

function headOf(column: string, given: string): string {
  const asked = word(`question.${column}`)
  return asked === `question.${column}` ? given : asked
}

function rowOf(family: WorkbookFamily, place: number): CellValue[] {
  const { id, headName, nationalIdMask, address, memberCount } = family
  return [place + 1, id, headName, nationalIdMask, address, memberCount]
}

function answerCells(families: number) {
  const cells = new Map<string, { style: CellStyle; value: CellValue }>()
  for (let row = 0; row < families; row++) {
    for (let place = 0; place < answerColumns.length; place++) {
      const at = `${firstFamilyRow - 1 + row},${givenColumns.length + place}`
      cells.set(at, { style: open, value: null })
    }
  }
  return cells
}

/** Columns with choices, each in its own column of the hidden sheet. */
function columnsWithChoices(): readonly string[] {
  return answerColumns.filter((column) => choicesOf(column) !== undefined)
}

function choiceRows(): CellValue[][] {
  const lists = columnsWithChoices().map((column) =>
    (choicesOf(column) ?? []).map((code) => word(wordKeyOf(column, code))),
  )
  const height = Math.max(...lists.map((list) => list.length))
  return Array.from({ length: height }, (_, row) => lists.map((list) => list[row] ?? null))
}

function validations(last: number): DataValidation[] {
  const withChoices = columnsWithChoices()
  return answerColumns.flatMap((column, place) => {
    const letter = columnLetter(givenColumns.length + place)
    const range = `${letter}${firstFamilyRow}:${letter}${last}`
    const choices = choicesOf(column)
    if (choices === undefined) return []
    const list = columnLetter(withChoices.indexOf(column))
    return [
      {
        type: 'list' as const,
        formula1: `${sheets.choices}!$${list}$1:$${list}$${choices.length}`,
        range,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: word('workbook.pick-title'),
        errorMessage: word('workbook.pick'),
      },
    ]
  })
}

function widthOf(column: string): number {
  if (column === 'no') return 5
  if (column === 'address' || column === 'note') return 34
  return 22
}
