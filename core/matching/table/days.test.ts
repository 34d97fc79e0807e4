import fc from 'fast-check'
import { expect, test } from 'vitest'
import { internColumn } from './column.ts'
import { daysOf } from './days.ts'
import { scanCells } from './header.ts'

const seed = 20_261_122

/** The days of texts, in their order. */
function daysOfTexts(texts: readonly string[]): number[] {
  const quoted = texts.map((text) => `"${text}"`).join('\n')
  const cells = scanCells(new TextEncoder().encode(`born\n${quoted}`))
  const column = internColumn('born', [{ cells, at: 0 }])
  const days = daysOf(column)
  expect(days.length).toBe(column.size)
  return Array.from(column.rows, (number) => days[number] ?? -1)
}

test('the forms that lists write make the same day', () => {
  const forms = ['1956-04-09', '19560409', '09/04/1956', '9-4-1956', '9.4.1956', '09041956']
  const more = ['1956/4/9', '9 April 1956', '09-APR-1956', '1956-04-09T00:00:00', '9/4/1956 00:00']
  for (const form of [...forms, ...more])
    expect([form, ...daysOfTexts([form])]).toEqual([form, 19560409])
})

test('what is no day of the calendar is 0, and so is a number that may be a year', () => {
  const texts = [
    '',
    '1956-02-30',
    '19561309',
    '31/04/1956',
    '0956-04-09',
    'x',
    '-',
    '1956',
    '20553',
  ]
  expect(daysOfTexts([...texts, '00000000', '195604091', '09/04/56'])).toEqual(Array(12).fill(0))
  expect(daysOfTexts(['1956-02-29', '29-02-1900'])).toEqual([19560229, 0])
})

test('values that can only be month first turn the others of their column', () => {
  expect(daysOfTexts(['04/13/1956', '04/09/1956', '1956-04-09'])).toEqual([
    19560413, 19560409, 19560409,
  ])
  expect(daysOfTexts(['13/04/1956', '04/09/1956', '04/13/1956'])).toEqual([19560413, 19560904, 0])
})

test('every day comes back from each form', () => {
  const day = fc.date({
    min: new Date('1000-01-01'),
    max: new Date('2999-12-31'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, dayOfMonth] = iso.split('-')
      const pack = Number(iso.replaceAll('-', ''))
      expect(
        daysOfTexts([iso, String(pack), `${year}/${Number(month)}/${Number(dayOfMonth)}`]),
      ).toEqual(Array(3).fill(pack))
      // 25 is no month, so that the column says its order.
      const spoken = daysOfTexts([`${dayOfMonth}-${month}-${year}`, '25/12/1956', '25/11/1956'])
      expect(spoken[0]).toBe(pack)
      const turned = daysOfTexts([`${month}-${dayOfMonth}-${year}`, '12/25/1956', '11/25/1956'])
      expect(turned[0]).toBe(pack)
    }),
    { seed },
  )
})
