import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../database.ts'
import { failureSentence } from '../../failure-text.ts'
import { openKeyring } from '../../key-file.ts'
import type { Opening } from '../../route.ts'
import { IndexKeeper } from './index-keeper.ts'
import type { LookupAsk, LookupReply } from './registry-lookup.ts'

// The thread of the index (registry-lookup.ts).
const order: Opening = workerData
const database = openDatabase(order.urls)
const opening = openKeyring(database, Buffer.from(order.masterKey)).then(
  (keyring) => new IndexKeeper({ database, keyring }),
)

parentPort?.on('message', async (ask: LookupAsk) => {
  parentPort?.postMessage(await replyTo(ask))
})

async function replyTo({ id, tenantId, asked }: LookupAsk): Promise<LookupReply> {
  try {
    const keeper = await opening
    return { id, answer: await keeper.known(tenantId, asked) }
  } catch (error) {
    return { id, failed: failureSentence(error) }
  }
}
