import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { removeLeftBehind } from './remove-left-behind.ts'

it('removes old folders of earlier runs, and nothing else', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'bunting-sweep-'))
  const longAgo = new Date(Date.now() - 2 * 3_600_000)
  for (const name of ['own-aaaaaa', 'own-bbbbbb', 'own-cccccc', 'others-dddd']) {
    await mkdir(join(parent, name))
    if (name !== 'own-cccccc') await utimes(join(parent, name), longAgo, longAgo)
  }
  await removeLeftBehind(join(parent, 'own-aaaaaa'))
  expect((await readdir(parent)).sort()).toEqual(['others-dddd', 'own-aaaaaa', 'own-cccccc'])
  await rm(parent, { recursive: true })
})
