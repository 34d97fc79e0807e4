import { command } from './demonstrate.ts'
import { runCommand } from './run-command.ts'

// `npm start`: the demonstration, on a data folder of its own.
process.exitCode = await runCommand(command, process.argv.slice(2))
