import { expect, it } from 'vitest'
import { wordLevels } from './engine/compare-words.ts'
import { dateLevels } from './engine/dates.ts'
import { digitLevels } from './engine/digits.ts'
import { plainLevels } from './engine/plain.ts'
import { explainWord } from './explain-words.ts'

it.each(['id', 'en'] as const)('has words for all that a field may fall on (%s)', (language) => {
  const levels = [...wordLevels, ...dateLevels, ...digitLevels, ...plainLevels]
  for (const level of [...levels, 'told', 'told-twice']) {
    const words = explainWord(language, `level.${level}`, {})
    expect(words).not.toContain('level.')
    expect(words).not.toBe('')
  }
})
