import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './markdown.ts'

const SOURCES = globSync('sdks/*/src/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((file) => !file.includes('.test.'))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))

/** What `export { a, type B } from` and `export type { C } from` name. */
function exportedBy(index: string): string[] {
  return [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.replace('type ', '').trim())
    .filter((name) => name !== '')
}

it.each(['sdks/node/src/index.ts', 'sdks/react/src/index.ts', 'sdks/react/src/testing.ts'])(
  'says at every name that %s exports what it is',
  (file) => {
    const names = exportedBy(readFileSync(join(ROOT, file), 'utf8'))
    expect(names.length).toBeGreaterThan(1)
    const silent = names.filter((name) => {
      const declared = new RegExp(`^export (?:function|const|interface|type) ${name}\\b`, 'm')
      const described = new RegExp(`\\*/\\n${declared.source.slice(1)}`)
      return (
        SOURCES.some((text) => declared.test(text)) && !SOURCES.some((text) => described.test(text))
      )
    })
    expect(silent).toEqual([])
    const unknown = names.filter(
      (name) => !SOURCES.some((text) => text.includes(` ${name}`) && text.includes('export ')),
    )
    expect(unknown).toEqual([])
  },
)
