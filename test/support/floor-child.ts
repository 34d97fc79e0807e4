import { openFloor } from '../../server/floor.ts'

// A process to be killed: opens the floor on the folder it is given and says so on one line.
const [dataDirectory = ''] = process.argv.slice(2)
try {
  const floor = await openFloor({ dataDirectory })
  const { ownerUrl } = floor
  // Before the word is out: who hears it may end us at once.
  process.once('SIGTERM', () => void floor.stop().then(() => process.exit(0)))
  console.log(JSON.stringify({ pid: process.pid, ownerUrl, postgresPid: floor.postgresPid?.() }))
  setInterval(() => {}, 1_000_000)
} catch (error) {
  const problem = error instanceof Error && 'code' in error && 'details' in error
  console.log(
    JSON.stringify(problem ? { code: error.code, details: error.details } : String(error)),
  )
  process.exitCode = 1
}
