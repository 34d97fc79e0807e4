import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LineFile } from './line-file.ts'
import { writeLinkage } from './write-linkage.ts'

let folder = ''
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'entas-lines-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

test('a cell is read back as it was given, whatever is in it', () => {
  const file = path.join(folder, 'cells.csv')
  const cell = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constant('a,"b"\r\n '))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), (cells) => {
      const out = new LineFile(file)
      for (const each of cells) {
        out.text(each.toWellFormed())
        out.comma()
        out.text('x')
        out.endLine()
      }
      out.close()
      const read: string[][] = parse(fs.readFileSync(file), { skip_empty_lines: false })
      expect(read).toEqual(cells.map((each) => [each.toWellFormed(), 'x']))
    }),
  )
})

test('a number stands with its digits behind the point, rounded', () => {
  const file = path.join(folder, 'numbers.csv')
  // A million times as much is a half in binary, which it is not itself.
  const halfway = 999_999_999.9994965
  const number = fc.oneof(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.float({ min: 0, max: 1, noNaN: true }),
    fc.integer(),
    fc.constantFrom(0, -0, 0.9999999, -0.0000001, 4294967295, 999_999.9999996, halfway),
  )
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), fc.nat(6), (numbers, digits) => {
      const out = new LineFile(file)
      for (const each of numbers) {
        out.fixed(each, digits)
        out.endLine()
      }
      out.close()
      const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n')
      expect(lines.length).toBe(numbers.length)
      lines.forEach((line, at) => {
        expect(line).toMatch(digits === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits}}$`))
        expect(line).not.toMatch(/^-[0.]+$/)
        const off = Math.abs(Number(line) - (numbers[at] ?? 0))
        expect(off).toBeLessThanOrEqual(0.5 * 10 ** -digits * (1 + 1e-6) + 1e-9)
      })
    }),
  )
})

test('what is longer than the memory for it is written whole', () => {
  const file = path.join(folder, 'long.csv')
  const out = new LineFile(file)
  const long = 'ü'.repeat(3 << 20)
  for (const each of ['a', long, 'b']) {
    out.text(each)
    out.endLine()
  }
  out.close()
  expect(fs.readFileSync(file, 'utf8')).toBe(`a\n${long}\nb\n`)
})

test('a file that did not become whole is not there', async () => {
  const stopped = new AbortController()
  stopped.abort()
  const pairs = {
    left: new Uint32Array(1),
    right: new Uint32Array(1),
    probability: new Float32Array(1),
    weight: new Float32Array(1),
  }
  const found = { rows: 1, ids: () => 'r1', pairs, clusters: new Uint32Array(1), model: {} }
  const out = fs.mkdtempSync(path.join(folder, 'out-'))
  await expect(writeLinkage(out, found, stopped.signal)).rejects.toThrow()
  expect(fs.readdirSync(out)).toEqual([])
})
