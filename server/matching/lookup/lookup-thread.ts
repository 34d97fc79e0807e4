import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../database.ts'
import { failureSentence } from '../../failure-text.ts'
import { openKeyring } from '../../key-file.ts'
import type { Opening } from '../../route.ts'
import { IndexKeeper } from './index-keeper.ts'
import type { LookupAnswer, LookupAsk, LookupQuestion, LookupReply } from './registry-lookup.ts'

// The thread of the index (registry-lookup.ts).
const order: Opening = workerData
const database = openDatabase(order.urls)
let opening: Promise<IndexKeeper> | undefined

/** The keys are asked for until they were given once: the database may be away for a moment. */
function openKeeper(): Promise<IndexKeeper> {
  opening ??= openKeyring(database, Buffer.from(order.masterKey)).then(
    (keyring) => new IndexKeeper({ database, keyring }),
  )
  opening.catch(() => {
    opening = undefined
  })
  return opening
}

parentPort?.on('message', async (ask: LookupAsk) => {
  parentPort?.postMessage(await replyTo(ask))
})

async function replyTo({ id, question }: LookupAsk): Promise<LookupReply> {
  try {
    return { id, answer: await answerTo(await openKeeper(), question) }
  } catch (error) {
    return { id, answer: { is: 'failed', why: failureSentence(error) } }
  }
}

async function answerTo(keeper: IndexKeeper, question: LookupQuestion): Promise<LookupAnswer> {
  const { tenantId } = question
  if (question.is === 'known') {
    return { is: 'known', answer: await keeper.known(tenantId, question.asked) }
  }
  return { is: 'match-new', answer: await keeper.matchNew(tenantId, question.given) }
}
