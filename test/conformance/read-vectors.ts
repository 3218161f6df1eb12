import { readdirSync, readFileSync } from 'node:fs'
import type { DecisionVectors, HashVectors } from './vector-file.ts'

type VectorFile = DecisionVectors | HashVectors

/** What is in `vectors/`, by the file's name. */
export function readVectors(): Map<string, VectorFile> {
  const folder = new URL('./vectors/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return new Map(
    names.sort().map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
  )
}

/** The files that ask for decisions. */
export function decisionVectors(): [name: string, file: DecisionVectors][] {
  return [...readVectors()].flatMap(([name, file]) => ('cases' in file ? [[name, file]] : []))
}
