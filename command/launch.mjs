// Plain JavaScript without dependencies: runs on Node 20.19 before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const inside = (...parts) => path.join(root, ...parts)
const windows = process.platform === 'win32'
const lowestNode = 24

/** As the commands themselves: Indonesian, unless the command line asks for the other. */
const english = /--language[= ]en\b/.test(process.argv.join(' '))

/**
 * The server needs 60 MB of heap. Below 320 MB of it V8 collects early instead of growing:
 * measured 166 MB after three return files, 275 MB without. Jobs have processes of their own.
 */
const serverFlags = ['--max-semi-space-size=4', '--max-old-space-size=320']

/** What `npm start`, `npm test` and so on do, once everything is installed. */
const jobs = {
  start: async (given) => {
    await buildWeb()
    return runNode([...serverFlags, 'command/start.ts', ...given])
  },
  test: async (given) => {
    await buildWeb()
    return runNode([bin('vitest', 'vitest.mjs'), 'run', ...given])
  },
  check: async (given) => {
    const tsc = bin('typescript', 'bin/tsc')
    const steps = [
      [bin('@biomejs/biome', 'bin/biome'), 'check', '.'],
      [tsc, '-p', '.'],
      [tsc, '-p', 'core'],
      [tsc, '-p', 'web'],
    ]
    for (const step of steps) {
      const code = await runNode(step)
      if (code !== 0) return code
    }
    return jobs.test(given)
  },
  dev: async (given) => {
    const vite = runNode([bin('vite', 'bin/vite.js')])
    const server = runNode(['--watch', 'command/start.ts', ...given])
    return Promise.race([vite, server])
  },
  bench: async ([name, ...given]) => {
    const known = fs
      .readdirSync(inside('bench'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
    // The bench of the import is the server that it measures.
    const flags = name === 'import' ? serverFlags : []
    if (known.includes(name)) return runNode([...flags, `bench/${name}.ts`, ...given])
    tell(`Usage: npm run bench -- NAME   (${known.join(', ') || 'none yet'})`)
    return 2
  },
}

/** Installs what is missing, finds a Node that runs TypeScript, and does the job. */
export async function launch(name, given) {
  const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined
  if (job === undefined) {
    tell(`There is no "${name}". Known: ${Object.keys(jobs).join(', ')}.`)
    return 2
  }
  await install()
  return job(given)
}

/** `npx entas ...`: installs what is missing, then runs the command line. */
export async function launchEntas(given) {
  await install()
  const serves = ['serve', 'demo'].includes(given[0])
  if (serves && !given.includes('--help')) await buildWeb()
  const flags = serves ? serverFlags : []
  return runNode([...flags, inside('command/entas.ts'), ...given], { cwd: process.cwd() })
}

/** Runs `npm ci` when the packages are missing or are not those of package-lock.json. */
async function install() {
  const wanted = createHash('sha256').update(fs.readFileSync(inside('package-lock.json')))
  const digest = wanted.digest('hex')
  const stamp = inside('node_modules', '.entas-installed')
  if (read(stamp) !== digest) {
    if (!installedByNpm()) await npmInstall()
    fs.writeFileSync(stamp, digest)
  }
  linkCommand()
}

/** npm notes what it installed; older than package-lock.json means out of date. */
function installedByNpm() {
  const noted = changedAt(inside('node_modules', '.package-lock.json'))
  return noted >= changedAt(inside('package-lock.json'))
}

async function npmInstall() {
  tell(english ? 'Installing packages (once) ...' : 'Memasang paket (sekali saja) ...')
  const started = Date.now()
  const beat = setInterval(() => tell(`  ... ${seconds(started)} s`), 5_000)
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  // Under npx it names npx-cli.js, which lies beside.
  const npm = process.env.npm_execpath?.replace(/npx-cli\.js$/, 'npm-cli.js')
  // stdout belongs to the command that comes after.
  const stdio = ['inherit', 2, 'inherit']
  const code =
    npm?.endsWith('.js') === true
      ? await run(process.execPath, [npm, ...flags, '--loglevel=error'], { stdio })
      : await run(windows ? 'npm.cmd' : 'npm', [...flags, '--loglevel=error'], {
          stdio,
          shell: windows,
        })
  clearInterval(beat)
  if (code !== 0) throw new Error(`npm ci: ${code}`)
  tell(`${english ? 'Packages are installed' : 'Paket terpasang'} (${seconds(started)} s).`)
}

/** So that `npx entas` finds the command of this very folder. */
function linkCommand() {
  const folder = inside('node_modules', '.bin')
  fs.mkdirSync(folder, { recursive: true })
  const link = path.join(folder, windows ? 'entas.cmd' : 'entas')
  if (fs.existsSync(link)) return
  try {
    if (windows) fs.writeFileSync(link, '@node "%~dp0\\..\\..\\command\\entas.mjs" %*\r\n')
    else fs.symlinkSync('../../command/entas.mjs', link)
  } catch {
    // Another start made it, or the folder cannot be written: npx finds it by package.json too.
  }
}

/** Builds the pages when a source is newer than the last build. */
async function buildWeb() {
  if (!fs.existsSync(inside('web', 'index.html'))) return
  const stamp = inside('web', 'dist', '.built')
  const sources = [
    inside('web'),
    inside('core'),
    inside('vite.config.ts'),
    inside('package-lock.json'),
  ]
  const newest = Math.max(...sources.map(newestIn))
  if (Number(read(stamp)) >= newest) return
  const started = Date.now()
  tell(english ? 'Building the pages ...' : 'Menyusun halaman ...')
  const code = await runNode(['command/build-web.ts'])
  if (code !== 0) throw new Error(`command/build-web.ts: ${code}`)
  fs.writeFileSync(stamp, String(newest))
  tell(`${english ? 'The pages are built' : 'Halaman siap'} (${seconds(started)} s).`)
}

function newestIn(place) {
  const found = fs.statSync(place, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  const names = fs.readdirSync(place).filter((name) => name !== 'dist')
  return Math.max(0, ...names.map((name) => newestIn(path.join(place, name))))
}

/** Runs a script with a Node that strips types: this one, else the one that npm brought. */
function runNode(words, options = {}) {
  const node = findNode()
  const env = {
    // Compiled once, read at every later start: half the work of a start.
    NODE_COMPILE_CACHE: inside('node_modules', '.cache', 'entas'),
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
  }
  return run(node, ['--disable-warning=ExperimentalWarning', ...words], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    ...options,
  })
}

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= lowestNode) return process.execPath
  const place = windows ? ['node.exe'] : ['node']
  const found = [`node-${windows ? 'win' : process.platform}-${process.arch}`]
    .map((name) => inside('node_modules', name, 'bin', ...place))
    .find((file) => fs.existsSync(file))
  if (found !== undefined) return found
  throw new Error(
    english
      ? `Node ${lowestNode} is needed on this machine: install it, then start again.`
      : `Mesin ini memerlukan Node ${lowestNode}: pasang, lalu jalankan lagi.`,
  )
}

/** Passes signals on and ends with the child's exit code; the child ends when we are killed. */
function run(program, words, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd: root, stdio: 'inherit', ...options })
    // Ctrl-C reaches the child by itself; SIGTERM reaches only us.
    const ignore = () => {}
    const pass = () => child.kill('SIGTERM')
    process.on('SIGINT', ignore)
    process.on('SIGTERM', pass)
    process.on('SIGHUP', pass)
    const orphaned = watchParent(pass)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(orphaned)
      process.off('SIGINT', ignore)
      process.off('SIGTERM', pass)
      process.off('SIGHUP', pass)
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 1))
    })
  })
}

/** When npm is killed (or the shell it runs us by), nobody would tell us to end. */
function watchParent(end) {
  const ancestors = () => `${process.ppid} ${windows ? '' : parentOf(process.ppid)}`
  const before = ancestors()
  const timer = setInterval(() => {
    if (ancestors() !== before) end()
  }, 1_000)
  timer.unref()
  return timer
}

function parentOf(pid) {
  return read(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ')[1]
}

function bin(name, file) {
  return inside('node_modules', name, file)
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function changedAt(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function seconds(started) {
  return Math.round((Date.now() - started) / 1000)
}

function tell(line) {
  process.stderr.write(`${line}\n`)
}

if (
  process.argv[1] !== undefined &&
  fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  const [name = '', ...given] = process.argv.slice(2)
  try {
    process.exitCode = await launch(name, given)
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
