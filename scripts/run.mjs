// Plain JavaScript, as it is run by whatever Node the machine has (20 or newer) before anything is
// installed. Usage: node scripts/run.mjs (SCRIPT.ts | SCRIPT.mjs | PROGRAM) ARGUMENT…
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PNPM = 'pnpm@10.34.9'
const ON_WINDOWS = process.platform === 'win32'
const BIN = join(ROOT, 'node_modules', '.bin')
/** The node of the devDependencies: everything runs on the same version, everywhere. */
const NODE = join(ROOT, 'node_modules', 'node', 'bin', ON_WINDOWS ? 'node.exe' : 'node')

const [program, ...rest] = process.argv.slice(2)
installIfNeeded()
// `npm run bench -- NAME` takes the dashes away, `pnpm bench -- NAME` hands them on.
become(program, ...(rest[0] === '--' ? rest.slice(1) : rest))

/** What is installed is known by what it was installed from: then this takes milliseconds. */
function installIfNeeded() {
  // pnpm has seen to it before it ran us: verifyDepsBeforeRun in pnpm-workspace.yaml.
  if (process.env.npm_config_user_agent?.startsWith('pnpm/')) return
  const stamp = join(ROOT, 'node_modules', '.installed')
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // Standard output belongs to the script: its last line may be for a program to read.
  const { status } = spawnSync('npx', ['--yes', PNPM, 'install'], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: ON_WINDOWS,
  })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(stamp, wanted)
}

function fingerprint() {
  const workspace = readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8')
  const globs = [...workspace.matchAll(/^ {2}- (\S+)$/gm)].map(([, glob]) => glob)
  const folders = globs.flatMap((glob) =>
    glob.endsWith('/*') ? childrenOf(glob.slice(0, -2)) : [glob],
  )
  const files = ['', ...folders].map((folder) => join(folder, 'package.json'))
  const hash = createHash('sha256')
  for (const file of [...files, 'pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
    const path = join(ROOT, file)
    hash.update(`${file}\n${existsSync(path) ? readFileSync(path, 'utf8') : 'none'}\n`)
  }
  return hash.digest('hex')
}

function childrenOf(folder) {
  const path = join(ROOT, folder)
  return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : []
}

/**
 * Runs the script or program in our place: its signals, its exit code, its end. It has a process
 * group of its own, so that it hears of a signal once, from us, whether a terminal sent that to
 * everyone or somebody to us alone.
 */
function become(what, ...args) {
  const [command, ...first] = /\.(ts|mjs)$/.test(what) ? [NODE, what] : [join(BIN, what)]
  const child = spawn(command, [...first, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` },
    detached: !ON_WINDOWS,
    shell: ON_WINDOWS,
  })
  const handOn = (signal) => {
    clearInterval(watch)
    try {
      process.kill(-child.pid, signal)
    } catch {
      // It has just ended: its exit is on the way to us.
    }
  }
  if (!ON_WINDOWS) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn)

  // npm runs us through a shell. When npm is told to stop, that shell dies and tells us nothing.
  const parents = parentsNow()
  const watch = setInterval(() => {
    if (parentsNow() !== parents) handOn('SIGTERM')
  }, 500)

  child.on('error', (error) => {
    console.error(`cannot run ${what}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal) console.error(`${what} was ended by ${signal}`)
    process.exit(code ?? 1)
  })
}

/** Whose child we are, and whose that is: npm's shell may run us through the shell script of pnpm. */
function parentsNow() {
  try {
    const [, ofParent] = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ')
    return `${process.ppid} ${ofParent.split(' ')[1]}`
  } catch {
    return `${process.ppid}`
  }
}
