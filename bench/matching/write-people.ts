import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { peopleOf } from './people.ts'

const [target, rows, seed] = process.argv.slice(2)
const given = { rows: Number(rows), seed: Number(seed) }
if (target === undefined || !(given.rows >= 1) || !Number.isSafeInteger(given.seed)) {
  process.stderr.write('node bench/matching/write-people.ts OUT.csv ROWS SEED\n')
  process.exit(2)
}
const blocks = Readable.from(peopleOf(given.rows, given.seed))
await pipeline(blocks, createWriteStream(target, { highWaterMark: 1 << 20 }))
