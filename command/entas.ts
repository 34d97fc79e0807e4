import type { Language } from '../core/matching/explain-words.ts'
import { WrongUse } from './command.ts'
import { languageOf, runCommand } from './run-command.ts'
import { tellFailure } from './tell-failure.ts'
import { verbs } from './verbs.ts'
import { sayIn } from './words.ts'

// What is cut off (Ctrl-C) must not keep the process: everything it could lose is closed by now.
process.exit(await main(process.argv.slice(2)))

async function main(given: readonly string[]): Promise<number> {
  const [verb = '--help', ...rest] = given
  const language = languageOf(given)
  if (['--help', 'help'].includes(verb) || verb.startsWith('--language')) return showVerbs(language)
  const load = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (load === undefined) {
    const unknown = new WrongUse(sayIn(language)('use.no-verb', { verb }))
    return tellFailure(unknown, { language, json: given.includes('--json') })
  }
  const module = await load()
  return runCommand(module.command, rest)
}

async function showVerbs(language: Language): Promise<number> {
  const say = sayIn(language)
  const lines = [say('help.usage', { shape: `npx entas ${say('help.command')}` }), '']
  for (const load of Object.values(verbs)) {
    const { command } = await load()
    lines.push(`  ${command.name.padEnd(14)} ${say(command.summary)}`)
  }
  lines.push('', say('help.more'), say('help.english'), say('help.json'))
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}
