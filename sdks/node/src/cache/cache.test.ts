import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flagServing, snapshotFrame } from '@bunting/client/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeCache } from './cache-format.ts'
import { cachePlace } from './cache-place.ts'
import { readCache } from './read-cache.ts'
import { sweepCaches } from './sweep-caches.ts'
import { writeCache } from './write-cache.ts'

const DAY_MS = 86_400_000
const SERVER = 'https://flags.example.com'
const KEY = 'bunting-server-key-1'

let folder: string
let file: string
let now: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bunting-cache-'))
  file = join(folder, 'flags')
  now = Date.now()
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function snapshot(revision: number, epoch = 'e1'): string {
  return snapshotFrame({ epoch, revision, flags: [flagServing('limit', revision)] })
}

const write = (revision: number, ageMs = 0, epoch?: string) =>
  writeCache(file, encodeCache(snapshot(revision, epoch), now - ageMs))

/** What is in the file; fails the test when that cannot be used. */
function read() {
  const cached = readCache(file, (why) => expect.fail(why))
  return cached && { ...cached.head.snapshot, ageMs: now - cached.head.confirmedAt }
}

describe('the cache file', () => {
  it('gives back the snapshot, and when it was confirmed', async () => {
    expect(readCache(file, expect.fail)).toBe(undefined)
    expect(await write(7, 5_000)).toBe('written')
    expect(read()).toMatchObject({ epoch: 'e1', revision: 7, ageMs: 5_000 })
    expect(readCache(file, expect.fail)?.snapshot).toBe(snapshot(7))
  })

  it('is for its owner only, in a folder made for it, and alone there', async () => {
    file = join(folder, 'deep', 'down', 'flags')
    await write(7)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'deep', 'down')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'deep', 'down'))).toEqual(['flags'])
  })

  it('never goes back: within an epoch the higher revision stays', async () => {
    await write(7, 60_000)
    expect(await write(6)).toBe('kept')
    expect(read()).toMatchObject({ revision: 7 })
    expect(await write(8)).toBe('written')
    expect(read()).toMatchObject({ revision: 8 })
  })

  it('follows a restored database: of two epochs, the one confirmed later stays', async () => {
    await write(7, 5_000)
    expect(await write(3, 1_000, 'e2')).toBe('written')
    expect(await write(7, 5_000)).toBe('kept')
    expect(read()).toMatchObject({ epoch: 'e2', revision: 3 })
  })

  it('is written anew for a later confirmation, not for one of the same minute', async () => {
    await write(7, 90_000)
    expect(await write(7, 45_000)).toBe('kept')
    expect(await write(7, 0)).toBe('written')
    expect(read()).toMatchObject({ revision: 7, ageMs: 0 })
  })

  it('is not bound for years by a clock that was ahead', async () => {
    await write(7, -365 * DAY_MS)
    expect(await write(1, 0, 'e2')).toBe('written')
  })

  it.each([
    ['is empty', () => '', 'it is no cache of flags'],
    ['is something else', () => 'PNG', 'it is no cache of flags'],
    ['is of another version', (text: string) => text.replace(':1', ':2'), 'it is of version 2'],
    ['was cut', (text: string) => text.slice(0, -10), 'its checksum is wrong'],
    [
      'was cut after its head',
      (text: string) => text.slice(0, text.lastIndexOf('\n')),
      'not whole',
    ],
    ['was cut in its head', (text: string) => text.slice(0, 60), 'it is damaged'],
    ['has another byte', (text: string) => text.replace('limit', 'limyt'), 'its checksum is wrong'],
    ['has no date', (text: string) => text.replace(/"20[^"]*"/, '"?"'), 'it is damaged'],
  ])(
    'is refused when it %s, and put aside, so that the next start has nothing to warn of',
    async (_, damage, why) => {
      await write(7)
      await writeFile(file, damage(await readFile(file, 'utf8')))
      const refuse = vi.fn()
      expect(readCache(file, refuse)).toBe(undefined)
      expect(refuse.mock.calls).toEqual([[expect.stringContaining(why)]])
      expect(readdirSync(folder)).toEqual(['flags.damaged'])
      expect(await write(1)).toBe('written')
      expect(read()).toMatchObject({ revision: 1 })
    },
  )

  it('is refused where it is a folder', () => {
    mkdirSync(file)
    const refuse = vi.fn()
    expect(readCache(file, refuse)).toBe(undefined)
    expect(refuse).toHaveBeenCalledOnce()
  })

  it('leaves nothing behind when it cannot be written', async () => {
    mkdirSync(file)
    await expect(write(7)).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['flags'])
  })

  it('waits for who writes it, but not for who was killed while writing', async () => {
    await writeFile(`${file}.lock`, '')
    expect(await write(7)).toBe('busy')
    expect(read()).toBe(undefined)
    const longAgo = (now - 20_000) / 1_000
    utimesSync(`${file}.lock`, longAgo, longAgo)
    expect(await write(7)).toBe('written')
    expect(readdirSync(folder)).toEqual(['flags'])
  })

  it('goes after a month of disuse, and what was left half-written with it', async () => {
    const place = (key: string) => cachePlace(folder, SERVER, key)?.file ?? ''
    const [used, unused] = [place('used'), place('unused')]
    const others = [unused, `${unused}.0a1b2c3d.tmp`, join(folder, 'mine.txt')]
    const before = (now - 31 * DAY_MS) / 1_000
    for (const path of [used, ...others]) await writeFile(path, '')
    for (const path of others) utimesSync(path, before, before)
    await sweepCaches(used)
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual([used, join(folder, 'mine.txt')].sort())
  })
})

describe('the place of the cache', () => {
  it('has a name of its own for each server and key, and tells neither', () => {
    const names = [
      cachePlace(folder, SERVER, KEY),
      cachePlace(folder, `${SERVER}/`, KEY),
      cachePlace(folder, `${SERVER}/eu`, KEY),
      cachePlace(folder, SERVER, 'bunting-other-key'),
    ].map((place) => place?.file ?? '')
    expect(new Set(names).size).toBe(3)
    expect(names[0]).toBe(names[1])
    expect(names.join()).not.toMatch(/bunting-(server|other)-key|example/)
  })

  it('is nowhere when it is switched off', () => {
    expect(cachePlace(false, SERVER, KEY)).toBe(undefined)
    vi.stubEnv('BUNTING_CACHE_DIR', '')
    expect(cachePlace(undefined, SERVER, KEY)).toBe(undefined)
    expect(cachePlace(folder, SERVER, KEY)?.file).toContain(folder)
  })

  it('is where the environment says', () => {
    vi.stubEnv('BUNTING_CACHE_DIR', folder)
    expect(cachePlace(undefined, SERVER, KEY)).toMatchObject({ asked: true })
    expect(cachePlace(undefined, SERVER, KEY)?.file).toContain(folder)
  })

  describe('without a word from anybody', () => {
    let home: string
    let temporary: string
    beforeEach(() => {
      home = join(folder, 'home')
      temporary = join(folder, 'tmp')
      for (const made of [home, temporary]) mkdirSync(made)
      vi.stubEnv('BUNTING_CACHE_DIR', undefined)
      vi.stubEnv('XDG_CACHE_HOME', undefined)
      vi.stubEnv('HOME', home)
      vi.stubEnv('TMPDIR', temporary)
    })

    it("is in the user's cache folder", () => {
      const place = cachePlace(undefined, SERVER, KEY)
      expect(place?.asked).toBe(false)
      expect(place?.file).toContain(home)
      vi.stubEnv('XDG_CACHE_HOME', join(folder, 'xdg'))
      expect(cachePlace(undefined, SERVER, KEY)?.file).toContain(join(folder, 'xdg', 'bunting'))
    })

    it('is in the temporary folder when there is no home to write to, and else nowhere', async () => {
      rmSync(home, { recursive: true })
      await writeFile(home, 'a file')
      expect(cachePlace(undefined, SERVER, KEY)?.file).toContain(temporary)
      rmSync(temporary, { recursive: true })
      await writeFile(temporary, 'a file')
      expect(cachePlace(undefined, SERVER, KEY)).toBe(undefined)
    })

    it('is not a folder that others can write to', () => {
      const first = cachePlace(undefined, SERVER, KEY)?.file ?? ''
      chmodSync(join(first, '..'), 0o777)
      expect(cachePlace(undefined, SERVER, KEY)?.file).toContain(temporary)
    })
  })
})
