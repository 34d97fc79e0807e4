import { command } from './demonstrate.ts'
import { runCommand } from './run-command.ts'

// `npm start`: the demonstration, on a data folder of its own.
// A step that is cut off must not keep the process: everything it could lose is closed by now.
process.exit(await runCommand(command, process.argv.slice(2)))
