import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { accountOfCluster, canReach } from './account.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunting-account-'))
})

afterEach(() => rm(folder, { recursive: true }))

it('reaches what every folder on the way opens to it, as owner, by group or as anyone', async () => {
  const inner = join(folder, 'inner')
  await mkdir(inner)
  await chmod(inner, 0o755)
  const { uid, gid } = await stat(folder)
  const [owner, group, other] = [
    { uid, gid },
    { uid: uid + 1, gid },
    { uid: uid + 1, gid: gid + 1 },
  ]
  await chmod(folder, 0o700)
  expect(await Promise.all([owner, group, other].map((who) => canReach(who, inner)))).toEqual([
    true,
    false,
    false,
  ])
  await chmod(folder, 0o710)
  expect(await canReach(group, inner)).toBe(true)
  await chmod(folder, 0o701)
  expect(await canReach(group, inner)).toBe(false)
  expect(await canReach(other, inner)).toBe(true)
})

it("does not run another user's data, and names both", async () => {
  const { uid, gid } = await stat(folder)
  const stranger = { uid: uid + 1, gid }
  const refusal = uid === 0 ? 'belongs to root' : `(uid ${uid}; this is uid ${uid + 1})`
  await expect(accountOfCluster(folder, stranger)).rejects.toThrow(refusal)
})
