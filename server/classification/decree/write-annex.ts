import { writeXlsx } from 'hucre/xlsx'
import type { Reader } from '../../database.ts'
import { words } from '../words.ts'
import { getDecree, linesMost } from './issue-decree.ts'
import { listLines } from './store.ts'

/** The by-name annex of a decree as XLSX: from its lines, which no longer change once frozen. */
export async function writeAnnex(
  db: Reader,
  id: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const decree = await getDecree(db, id)
  const lines = await listLines(db, id, { village: undefined, limit: linesMost, offset: 0 })
  const head = [
    [words('annex.title')],
    [words('annex.number'), decree.number],
    [words('annex.date'), decree.decreedOn],
    [words('annex.about'), decree.title],
    [words('annex.digest'), decree.digest ?? words('annex.draft')],
    [],
    ['no', 'district', 'village', 'head', 'payee', 'national-id', 'address', 'members'].map((key) =>
      words(`annex.${key}`),
    ),
  ]
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Lampiran',
        columns: [6, 22, 22, 28, 28, 20, 44, 8].map((width) => ({ width })),
        rows: [
          ...head,
          ...lines.map((line) => [
            line.lineNo,
            line.districtName,
            line.villageName,
            line.headName,
            line.payeeName,
            line.nationalIdMask,
            line.address,
            line.memberCount,
          ]),
        ],
        freezePane: { rows: head.length },
        protection: { sheet: true },
      },
    ],
  })
  return { name: `lampiran-${decree.decreedOn}.xlsx`, bytes }
}
