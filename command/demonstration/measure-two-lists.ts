import { measureTwoLists } from './second-list.ts'
import { type Telling, tellStory } from './story.ts'

/**
 * A process of its own, as for making the story up. Its one argument is what to tell, as JSON; its
 * one message is the measure.
 */
const telling: Telling = JSON.parse(process.argv[2] ?? '')
process.send?.(measureTwoLists(await tellStory(telling)))
