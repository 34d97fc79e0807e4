import { describe, expect, it } from 'vitest'
import { sourceKey } from './source-key.ts'

describe('the key of a list owner', () => {
  it('is the same with and without the zeros that a spreadsheet dropped', () => {
    expect(sourceKey('019010000012')).toBe(sourceKey(' 19010000012 '))
    expect(sourceKey('19010000012')).toBe('19010000012')
  })

  it('keeps zeros that are not leading, and keys with letters as they are', () => {
    expect(sourceKey('100200')).toBe('100200')
    expect(sourceKey('00A7')).toBe('00A7')
  })

  it('is none when there are zeros only', () => {
    expect(sourceKey('0000')).toBe('')
  })
})
