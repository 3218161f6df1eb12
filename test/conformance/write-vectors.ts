import { mkdir, writeFile } from 'node:fs/promises'
import { vectorText } from './vector-text.ts'
import { makeVectors } from './vectors.ts'

/** `node test/conformance/write-vectors.ts` writes `vectors/` from the tables. */
const folder = new URL('./vectors/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [name, file] of Object.entries(makeVectors()))
  await writeFile(new URL(name, folder), vectorText(file))
