import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ERROR_STATUS } from '@bunting/flag-server/http/problem.ts'
import { CLOSE_CODES, ClientMessage, ServerMessage } from '@bunting/protocol'
import { describe, expect, it } from 'vitest'
import { markdownFiles, ROOT, readMarkdown, tableRows } from './markdown.ts'

const TOP_LEVEL =
  /^(sdks|services|admin-ui|migrations|test|docs|deploy|examples|bench|scripts|\.ci|\.github)\//

describe.each(markdownFiles())('%s', (file) => {
  const markdown = readMarkdown(file)

  it('links to files that exist', () => {
    const links = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link.replace(/#.*$/, ''))
      .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
    const missing = links.filter((link) => !existsSync(join(ROOT, dirname(file), link)))
    expect(missing).toEqual([])
  })

  it('links to headings that exist', () => {
    const links = [...markdown.matchAll(/\]\(([^)\s]*)#([^)\s]+)\)/g)].filter(
      ([, page = '']) => page === '' || (/\.md$/.test(page) && !/^[a-z]+:/.test(page)),
    )
    const missing = links.filter(([, page = '', heading = '']) => {
      const target = page === '' ? file : join(dirname(file), page)
      return !headingsOf(readMarkdown(target)).includes(heading)
    })
    expect(missing.map(([link]) => link)).toEqual([])
  })

  it('names paths that exist', () => {
    const paths = [...markdown.matchAll(/`([^`\s]+)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => TOP_LEVEL.test(path) && !/[*{…<]/.test(path))
    const missing = paths.filter((path) => !existsSync(join(ROOT, path)))
    expect(missing).toEqual([])
  })

  it('names root scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const code = [...markdown.matchAll(/^```[\s\S]*?^```|`[^`\n]+`/gm)].join('\n')
    const named = [...code.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !['install', 'ci', 'run'].includes(script))
    expect(named.filter((script) => !(script in scripts))).toEqual([])
  })
})

/** As GitHub makes anchors of them. */
function headingsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

it('lists every error of the API with its status, and no others', () => {
  const listed = tableRows(readMarkdown('docs/errors.md')).map(([code, status]) => [
    code?.replaceAll('`', ''),
    Number(status),
  ])
  expect(Object.fromEntries(listed.slice(1))).toEqual(ERROR_STATUS)
})

it('lists every message and close code of the protocol, and no others', () => {
  const firstCells = tableRows(readMarkdown('docs/protocol.md')).map(([cell = '']) => cell)
  const messages = firstCells
    .filter((cell) => cell.startsWith('`'))
    .map((cell) => cell.replaceAll('`', ''))
  const known = [...ClientMessage.def.options, ...ServerMessage.def.options].map(
    (option) => option.def.shape.type.def.values[0],
  )
  expect(messages.sort()).toEqual([...new Set(known)].sort())
  const codes = firstCells
    .filter((cell) => /^\d/.test(cell))
    .flatMap((cell) => cell.split(', ').map(Number))
  expect(codes.sort()).toEqual(Object.keys(CLOSE_CODES).map(Number).sort())
})
