#!/usr/bin/env node
import { launchEntas } from './launch.mjs'

try {
  process.exitCode = await launchEntas(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
