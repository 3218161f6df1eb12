import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Status } from '@bunting/client'
import { snapshotFrame } from '@bunting/client/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { encodeCache } from './cache-format.ts'
import { whileLocked } from './file-lock.ts'
import { type CacheKeeper, keepCache } from './keep-cache.ts'
import { readCache } from './read-cache.ts'
import { writeCache } from './write-cache.ts'

const SOON = { timeout: 10_000 }
const MINUTE_MS = 60_000

let folder: string
let file: string
let revision: number
let confirmedAt: number
let snapshots: number
let tell: () => void
let failures: unknown[]
let keeper: CacheKeeper
beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  folder = mkdtempSync(join(tmpdir(), 'bunting-keep-'))
  file = join(folder, 'flags')
  snapshots = 0
  revision = 0
  confirmedAt = Date.now()
  failures = []
  const listeners = new Set<(status: Status) => void>()
  const status = (): Status => {
    const ageMs = Date.now() - confirmedAt
    return { phase: 'ready', connected: true, epoch: 'e1', revision, ageMs }
  }
  const client = {
    status,
    onStatus(listener: (status: Status) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    snapshot() {
      snapshots += 1
      return snapshotFrame({ revision })
    },
  }
  tell = () => {
    for (const listener of listeners) listener(status())
  }
  keeper = keepCache(client, file, undefined, (error) => failures.push(error))
})
afterEach(async () => {
  await keeper.close()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

/** The flags in force are these, and were just confirmed. */
function confirm(next: number): void {
  revision = next
  confirmedAt = Date.now()
  tell()
}

const written = () => readCache(file, expect.fail)?.head
const writtenRevision = () => written()?.snapshot.revision

/** Until the write under way, if there is one, is done, so that time may go on. */
async function settled(next: number): Promise<void> {
  await expect.poll(writtenRevision, SOON).toBe(next)
}

it('writes the first flags at once, and of what changes within a second the last', async () => {
  confirm(1)
  await settled(1)
  for (const next of [2, 3, 4]) confirm(next)
  expect(snapshots).toBe(1)
  await vi.advanceTimersByTimeAsync(1_000)
  await settled(4)
  expect(snapshots).toBe(2)
})

it('notes every ten minutes when they were confirmed, and at once when that ends', async () => {
  confirm(1)
  await settled(1)
  confirmedAt = Date.now() + 9 * MINUTE_MS
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS)
  await expect.poll(() => written()?.confirmedAt, SOON).toBe(confirmedAt)
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS)
  confirmedAt = Date.now()
  tell()
  await expect.poll(() => written()?.confirmedAt, SOON).toBe(confirmedAt)
})

it('writes nothing of flags whose age nobody knows', async () => {
  const client = {
    status: (): Status => ({ phase: 'stale', connected: false, epoch: 'e1', revision: 1 }),
  }
  const silent = keepCache(
    { ...client, snapshot: () => expect.fail('it was asked'), onStatus: () => () => {} },
    file,
    undefined,
    (error) => failures.push(error),
  )
  await silent.close()
  expect(written()).toBe(undefined)
})

it('comes back when another process was writing', async () => {
  writeFileSync(`${file}.lock`, '')
  confirm(1)
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(2)
  }, SOON)
  rmSync(`${file}.lock`)
  await vi.advanceTimersByTimeAsync(1_000)
  await settled(1)
})

it('tells of the first failure only, and tries again with the next change', async () => {
  mkdirSync(file)
  confirm(1)
  await expect.poll(() => failures, SOON).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_000)
  confirm(2)
  await expect.poll(() => snapshots, SOON).toBe(2)
  await keeper.close()
  expect(failures).toHaveLength(1)
  rmdirSync(file)
})

it('writes what is left when it is closed, without waiting for the second to pass', async () => {
  confirm(1)
  await settled(1)
  confirm(2)
  await keeper.close()
  expect(writtenRevision()).toBe(2)
  confirm(3)
  await vi.advanceTimersByTimeAsync(20 * MINUTE_MS)
  expect(snapshots).toBe(2)
})

it('writes what is left when it is closed, though another client just writes something older', async () => {
  vi.useRealTimers()
  revision = 9
  let closing: Promise<void> | undefined
  await whileLocked(`${file}.lock`, async () => {
    closing = keeper.close()
    // By then the one that closes has found the same.
    const older = encodeCache(snapshotFrame({ revision: 8 }), Date.now())
    expect(await writeCache(file, older)).toBe('busy')
  })
  await closing
  expect(writtenRevision()).toBe(9)
})

it('is closed within its second when the file stays busy', async () => {
  vi.useRealTimers()
  revision = 9
  await whileLocked(`${file}.lock`, () => keeper.close())
  expect(written()).toBe(undefined)
})
