import path from 'node:path'
import { defineCommand, WrongUse } from './command.ts'
import { countPlanted } from './demonstration/planted.ts'
import { type StoryName, stories, tellingOf, tellStory } from './demonstration/story.ts'
import { writeStory } from './demonstration/story-files.ts'

/** Writes a synthetic regency, its central list with errors, the truth and the visits. */
export const command = defineCommand({
  name: 'synthesize',
  summary: 'write synthetic people, the central list about them, the truth and the visits',
  options: {
    story: {
      kind: 'text',
      value: 'NAME',
      summary: `which story: ${Object.keys(stories).join(', ')}`,
    },
    seed: { kind: 'number', value: 'N', summary: 'the same seed writes the same bytes' },
    out: { kind: 'text', value: 'DIR', summary: 'the folder to write into' },
    population: { kind: 'number', value: 'N', summary: 'about so many persons' },
    'truth-poor': {
      kind: 'number',
      value: 'N',
      summary: 'listed families that fulfil the criteria',
    },
    'field-errors': { kind: 'number', value: 'R', summary: 'share of wrong answers, 0 to 1' },
    'list-rows': { kind: 'number', value: 'N', summary: 'rows of the family workbook' },
  },
  run: async ({ options, progress }) => {
    if (options.out === undefined) throw new WrongUse('synthesize needs --out DIR.')
    const fieldErrors = readShare(options['field-errors'])
    const telling = tellingOf(storyNameOf(options.story), {
      seed: options.seed,
      population: options.population,
      listRows: options['list-rows'],
      truthPoor: options['truth-poor'],
    })
    progress(`Making up about ${telling.population} persons ...`)
    const story = await tellStory(telling)
    const directory = path.resolve(options.out)
    progress(`Writing ${directory} ...`)
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
        `${persons} persons in ${story.families.length} families,` +
          ` ${story.villages.length} villages.`,
        `Central list: ${listRows} family rows, ${story.lists.personRows} person rows.`,
        ...Object.entries(planted).map(
          ([name, { rows, share }]) =>
            `  ${name.padEnd(24)} ${String(rows).padStart(6)}  ${(share * 100).toFixed(2)} %`,
        ),
      ],
    }
  },
})

/** The story of a name; refuses one that cannot be told. */
export function storyNameOf(name: string | undefined): StoryName {
  if (name === undefined || name === 'bangka') return 'bangka'
  throw new WrongUse(`There is no story "${name}"; there is ${Object.keys(stories).join(', ')}.`)
}

/** A share of wrong answers; none when left out. */
export function readShare(share: number | undefined): number {
  if (share === undefined) return 0
  if (share < 0 || share > 1) throw new WrongUse('--field-errors is a share between 0 and 1.')
  return share
}
