import path from 'node:path'
import { defineCommand, WrongUse } from './command.ts'
import { countPlanted } from './demonstration/planted.ts'
import { type StoryName, stories, tellingOf, tellStory } from './demonstration/story.ts'
import { writeStory } from './demonstration/story-files.ts'
import { countIn, figureIn, type Say, sayCode, sayIn } from './words.ts'

/** How a story is told: who is made up, and how many of them. */
export const storyOptions = {
  population: { kind: 'number', value: 'N', summary: 'story.option.population' },
  'truth-poor': { kind: 'number', value: 'N', summary: 'story.option.truth-poor' },
  'field-errors': { kind: 'number', value: 'R', summary: 'story.option.field-errors' },
  'list-rows': { kind: 'number', value: 'N', summary: 'story.option.list-rows' },
} as const

/** Writes a synthetic regency, its central list with errors, the truth and the visits. */
export const command = defineCommand({
  name: 'synthesize',
  summary: 'synthesize.summary',
  options: {
    story: { kind: 'text', value: 'NAME', summary: 'story.option.story' },
    seed: { kind: 'number', value: 'N', summary: 'story.option.seed' },
    out: { kind: 'text', value: 'DIR', summary: 'story.option.out' },
    ...storyOptions,
  },
  run: async ({ options, language, progress }) => {
    const say = sayIn(language)
    if (options.out === undefined) {
      throw new WrongUse(say('use.needs', { verb: 'synthesize', what: '--out DIR' }))
    }
    const count = (whole: number) => countIn(language, whole)
    const fieldErrors = readShare(options['field-errors'], say)
    const telling = tellingOf(storyNameOf(options.story, say), {
      seed: options.seed,
      population: options.population,
      listRows: options['list-rows'],
      truthPoor: options['truth-poor'],
    })
    progress(say('synthesize.people', { persons: count(telling.population) }))
    const story = await tellStory(telling)
    const directory = path.resolve(options.out)
    progress(say('synthesize.writing', { folder: directory }))
    await writeStory(story, { directory, fieldErrors })
    const planted = countPlanted(story)
    const persons = story.families.reduce((sum, family) => sum + family.members.length, 0)
    const listRows = story.lists.families.length
    return {
      result: {
        story: telling.story,
        seed: telling.seed,
        directory,
        persons,
        families: story.families.length,
        villages: story.villages.length,
        listRows,
        personRows: story.lists.personRows,
        listedFamilies: story.listed.length,
        planted,
      },
      lines: [
        say('synthesize.told', {
          persons: count(persons),
          families: count(story.families.length),
          villages: story.villages.length,
        }),
        say('synthesize.list', {
          rows: count(listRows),
          persons: count(story.lists.personRows),
        }),
        ...Object.entries(planted).map(([name, { rows, share }]) => {
          const percent = figureIn(language, (share * 100).toFixed(2))
          const what = sayCode(say, `planted.${name}`, name)
          return `  ${what.padEnd(26)} ${count(rows).padStart(6)}  ${percent} %`
        }),
      ],
    }
  },
})

/** The story of a name; refuses one that cannot be told. */
export function storyNameOf(name: string | undefined, say: Say): StoryName {
  if (name === undefined || name === 'bangka') return 'bangka'
  const known = Object.keys(stories).join(', ')
  throw new WrongUse(say('story.unknown', { story: name, stories: known }))
}

/** A share of wrong answers; none when left out. */
export function readShare(share: number | undefined, say: Say): number {
  if (share === undefined) return 0
  if (share < 0 || share > 1) throw new WrongUse(say('story.share'))
  return share
}
