import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCopiedRows } from '../../server/copied-rows.ts'

const field = fc.option(fc.uint8Array({ maxLength: 40 }), { nil: null })
const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { maxLength: 20 })

test('rows come whole, wherever the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.array(fc.nat({ max: 60 }), { minLength: 1 }), async (given, cuts) => {
      const read: (number[] | null)[][] = []
      for await (const page of readCopiedRows(cutInto(binaryCopy(given), cuts))) {
        for (const row of page) read.push(row.map((each) => (each === null ? null : [...each])))
      }
      expect(read).toEqual(
        given.map((row) => row.map((each) => (each === null ? null : [...each]))),
      )
    }),
  )
})

/** What PostgreSQL sends (manual, COPY, binary format). */
function binaryCopy(given: readonly (readonly (Uint8Array | null)[])[]): Buffer {
  const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
  const parts = given.map((row) =>
    Buffer.concat([
      int16(row.length),
      ...row.flatMap((each) => (each === null ? [int32(-1)] : [int32(each.length), each])),
    ]),
  )
  return Buffer.concat([header, ...parts, int16(-1)])
}

async function* cutInto(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, cut = 0; at < bytes.length; cut += 1) {
    const length = 1 + (cuts[cut % cuts.length] ?? 0)
    yield bytes.subarray(at, at + length)
    at += length
  }
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
