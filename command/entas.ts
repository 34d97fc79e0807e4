import { WrongUse } from './command.ts'
import { runCommand } from './run-command.ts'
import { tellFailure } from './tell-failure.ts'
import { verbs } from './verbs.ts'

// What is cut off (Ctrl-C) must not keep the process: everything it could lose is closed by now.
process.exit(await main(process.argv.slice(2)))

async function main(given: readonly string[]): Promise<number> {
  const [verb, ...rest] = given
  if (verb === undefined || verb === '--help' || verb === 'help') return showVerbs()
  const load = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (load === undefined) {
    const unknown = new WrongUse(`There is no command "${verb}". "npx entas --help" lists them.`)
    return tellFailure(unknown, { language: 'en', json: given.includes('--json') })
  }
  const module = await load()
  return runCommand(module.command, rest)
}

async function showVerbs(): Promise<number> {
  const lines = ['Usage: npx entas COMMAND [options]', '']
  for (const load of Object.values(verbs)) {
    const { command } = await load()
    lines.push(`  ${command.name.padEnd(14)} ${command.summary}`)
  }
  lines.push('', 'npx entas COMMAND --help   says what a command takes.')
  lines.push('--json                     prints one JSON object as the last line.')
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}
