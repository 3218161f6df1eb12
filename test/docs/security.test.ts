import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SECRETS, VARIABLES } from '@bunting/flag-server/config.ts'
import { expect, it } from 'vitest'
import { ROOT, readMarkdown, tableRows } from './markdown.ts'

/** `file` "title"; "title": every file with the titles that follow it. */
function namedTests(cell: string): { file: string; title: string }[] {
  let file = ''
  return [...cell.matchAll(/`([^`]+)`|"([^"]+)"/g)].flatMap(([, path, title]) => {
    if (path !== undefined) file = path
    return title === undefined ? [] : [{ file, title }]
  })
}

const threats = tableRows(readMarkdown('SECURITY.md')).filter((row) =>
  row.at(-1)?.includes('.test.ts'),
)

it('names a test for every threat', () => {
  expect(threats.length).toBeGreaterThan(30)
  for (const row of threats) expect(namedTests(row.at(-1) ?? ''), row[0]).not.toEqual([])
})

it.each(threats.flatMap((row) => namedTests(row.at(-1) ?? '')))(
  'finds "$title" in $file',
  ({ file, title }) => {
    expect(existsSync(join(ROOT, file))).toBe(true)
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(title)
  },
)

it('leaves no threat without a test, in any table that has one for the others', () => {
  const tables = readMarkdown('SECURITY.md').split(/^### /m).slice(1)
  for (const table of tables) {
    const rows = tableRows(table.split(/^## /m)[0] ?? '').slice(1)
    for (const row of rows) expect(row.at(-1), row[0]).toContain('.test.ts')
  }
})

const configured = tableRows(readMarkdown('deploy/README.md')).flatMap(
  ([names = '', , what = '']) =>
    [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => ({ name, what })),
)

it('says of every variable of the environment what it is, and of no other', () => {
  expect(configured.map(({ name }) => name).sort()).toEqual([...VARIABLES].sort())
})

it('says which of them are secrets, and may come from a file', () => {
  const named = configured.filter(({ what }) => /\*secret\*/.test(what)).map(({ name }) => name)
  expect(named.sort()).toEqual([...SECRETS].sort())
})
