import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { flagServing, snapshotFrame } from '@bunting/client/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { encodeCache } from './cache-format.ts'
import { readCache } from './read-cache.ts'
import { writeCache } from './write-cache.ts'

const WRITERS = 8
const REVISIONS = 200
const MODULES = {
  encode: new URL('./cache-format.ts', import.meta.url).href,
  write: new URL('./write-cache.ts', import.meta.url).href,
  snapshot: import.meta.resolve('@bunting/client/testing'),
}

let folder: string
let file: string
let writers: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bunting-cache-'))
  file = join(folder, 'flags')
  writers = []
})
afterEach(() => {
  for (const writer of writers) writer.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Writes revisions from `first` on, each `step` after the other, until each is in or beaten. */
function startWriter(first: number, step: number, last: number): ChildProcess {
  const source = `
    import { setTimeout } from 'node:timers/promises'
    import { flagServing, snapshotFrame } from ${JSON.stringify(MODULES.snapshot)}
    import { encodeCache } from ${JSON.stringify(MODULES.encode)}
    import { writeCache } from ${JSON.stringify(MODULES.write)}
    for (let revision = ${first}; revision <= ${last}; revision += ${step}) {
      const flags = Array.from({ length: 500 }, (_, n) => flagServing('flag-' + n, revision))
      const cache = encodeCache(snapshotFrame({ revision, flags }), Date.now())
      while ((await writeCache(${JSON.stringify(file)}, cache)) === 'busy') await setTimeout(2)
    }`
  const writer = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  writers.push(writer)
  return writer
}

/** Reads until told to stop; fails the test should the file ever be anything but whole. */
async function readOn(isOver: (revision: number) => boolean): Promise<number[]> {
  const seen = [0]
  for (let revision = 0; !isOver(revision); await setImmediate()) {
    revision = readCache(file, expect.fail)?.head.snapshot.revision ?? 0
    if (revision !== seen.at(-1)) seen.push(revision)
  }
  return seen
}

it('is always whole and never goes back, though eight processes write at once', {
  timeout: 60_000,
}, async () => {
  let running = WRITERS
  const exits = Array.from({ length: WRITERS }, async (_, nth) => {
    const [code] = await once(startWriter(nth + 1, WRITERS, REVISIONS), 'exit')
    running -= 1
    return code
  })
  const seen = await readOn(() => running === 0)
  expect(await Promise.all(exits)).toEqual(Array(WRITERS).fill(0))
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.length).toBeGreaterThan(WRITERS)
  expect(seen.at(-1)).toBe(REVISIONS)
  expect(readdirSync(folder)).toEqual(['flags'])
})

it('is whole, and free for others ten seconds later, when a process is killed while it writes', {
  timeout: 60_000,
}, async () => {
  const writer = startWriter(1, 1, 1_000_000)
  await readOn((revision) => revision > 5 && readdirSync(folder).includes('flags.lock'))
  writer.kill('SIGKILL')
  await once(writer, 'exit')
  expect(readCache(file, expect.fail)?.head.snapshot.revision).toBeGreaterThan(5)
  // Or it was done just in time.
  if (!readdirSync(folder).includes('flags.lock')) writeFileSync(`${file}.lock`, '')
  const longAgo = Date.now() / 1_000 - 11
  utimesSync(`${file}.lock`, longAgo, longAgo)
  const next = snapshotFrame({ revision: 1_000_001, flags: [flagServing('one', 1)] })
  expect(await writeCache(file, encodeCache(next, Date.now()))).toBe('written')
})
