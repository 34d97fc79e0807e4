import { expect, test } from 'vitest'
import { measureTwoLists } from './second-list.ts'
import { tellingOf, tellStory } from './story.ts'

test('doubles inside a list and across lists are found, and hardly a wrong one joined', async () => {
  const seed = 1901
  process.stdout.write(`seed ${seed}\n`)
  const telling = tellingOf('bangka', {
    seed,
    population: 30_000,
    listRows: 1500,
    truthPoor: 170,
  })
  const { insideTheList, acrossLists, secondListFamilies } = measureTwoLists(
    await tellStory(telling),
  )
  expect(secondListFamilies).toBeGreaterThan(400)
  for (const { truePairs, precision, recall } of [insideTheList, acrossLists]) {
    expect(truePairs).toBeGreaterThan(40)
    expect(precision).toBeGreaterThanOrEqual(0.995)
    expect(recall).toBeGreaterThanOrEqual(0.95)
  }
})
