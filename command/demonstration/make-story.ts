import { type Telling, tellStory } from './story.ts'
import { writeListed } from './story-files.ts'

/**
 * A process of its own: making up a regency takes more memory for some seconds than the server
 * may have. Its one argument is what to tell and where to, as JSON.
 */
const order: { readonly telling: Telling; readonly directory: string } = JSON.parse(
  process.argv[2] ?? '',
)
await writeListed(await tellStory(order.telling), order.directory)
