import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface Chromium {
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const exec = promisify(execFile)

/**
 * A Chromium that runs here: BUNTING_CHROMIUM if set, else the one that npm brought (Linux x64), else
 * an installed Chrome. Throws if there is none: browser tests fail rather than pass unseen.
 */
export async function findChromium(): Promise<Chromium> {
  const chosen = process.env.BUNTING_CHROMIUM
  const candidates = chosen ? [chosen] : [...(await packaged()), ...INSTALLED]
  for (const executablePath of candidates) {
    for (const env of environments(executablePath)) {
      if (await runs(executablePath, env)) return { executablePath, env }
    }
  }
  throw new Error(
    'The browser tests need a Chromium, and none of these runs here: ' +
      `${candidates.join(', ')}. Install Chrome, or set BUNTING_CHROMIUM to its path.`,
  )
}

/** With the system's own libraries and fonts if it has them, else with those beside the browser. */
function environments(executablePath: string): Readonly<Record<string, string>>[] {
  const directory = dirname(executablePath)
  return [
    {},
    {
      LD_LIBRARY_PATH: join(directory, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(directory, 'fonts'),
    },
  ]
}

async function runs(path: string, env: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    await exec(path, ['--version'], { env: { ...process.env, ...env }, timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/** Unpacks @sparticuz/chromium, 2 seconds, once per version: it is whole when it is in place. */
async function packaged(): Promise<string[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return []
  const module = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = await readFile(join(dirname(dirname(module)), 'package.json'), 'utf8')
  const home = join(CACHE, `chromium-${JSON.parse(manifest).version}`)
  const executablePath = join(home, 'chromium')
  const isThere = await access(executablePath).then(
    () => true,
    () => false,
  )
  if (!isThere) await unpack(module, home)
  return [executablePath]
}

async function unpack(module: string, home: string): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const building = await mkdtemp(`${home}.`)
  // The package unpacks into the temporary folder, and its libraries only if it thinks it is on AWS.
  const env = { ...process.env, TMPDIR: building, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  const script = `import(${JSON.stringify(module)}).then((it) => it.default.executablePath())`
  await exec(process.execPath, ['--eval', script], { env })
  await rename(building, home).catch((error) => {
    // Another run was quicker.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(building, { recursive: true, force: true })
}
