import { makeCast } from '../../command/demonstration/play-cast.ts'
import { openStage } from '../../command/demonstration/stage.ts'

// A server to be killed: opens the demonstration on the folder it is given and tells its address.
const [dataDirectory = ''] = process.argv.slice(2)
process.on('disconnect', () => process.exit(1))
const log = () => {}
const stage = await openStage({ dataDirectory, port: 0, regencyCode: '19.01', log })
const house = await stage.ready
const { url } = stage
const signal = new AbortController().signal
await makeCast({ house, url, dataDirectory, progress: log, tell: log, signal })
process.send?.({ url })
