import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyForEveryone } from './copy-for-everyone.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunting-copy-'))
  await mkdir(join(folder, 'from', 'lib'), { recursive: true, mode: 0o700 })
  await writeFile(join(folder, 'from', 'lib', 'libpq.so.5'), 'machine code', { mode: 0o600 })
  await symlink('libpq.so.5', join(folder, 'from', 'lib', 'libpq.so'))
})

afterEach(() => rm(folder, { recursive: true }))

const inCopy = (...path: string[]) => join(folder, 'home', 'to', ...path)
const copy = () => copyForEveryone(join(folder, 'from'), inCopy())

it('opens to everyone what was closed, and keeps links as links', async () => {
  await copy()
  expect((await stat(inCopy())).mode & 0o777).toBe(0o755)
  expect((await stat(inCopy('lib', 'libpq.so.5'))).mode & 0o777).toBe(0o755)
  expect(await readlink(inCopy('lib', 'libpq.so'))).toBe('libpq.so.5')
  expect(await readFile(inCopy('lib', 'libpq.so'), 'utf8')).toBe('machine code')
})

it('copies once, also when two ask at the same moment, and leaves nothing half-done', async () => {
  await Promise.all([copy(), copy()])
  await rm(join(folder, 'from'), { recursive: true })
  await copy()
  expect(await readdir(join(folder, 'home'))).toEqual(['to'])
})
