import { expect, it } from 'vitest'
import { createPaint } from './paint.ts'
import { createScreen } from './screen.ts'
import { screenText, shortened, widthOf } from './screen-text.ts'
import { table } from './table.ts'

function fake(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) }
}

it('lets no name of others steer the terminal', () => {
  expect(screenText('a\u001b]0;title\u0007b\u009b2J\r\nc')).toBe(
    'a\ufffd]0;title\ufffdb\ufffd2J\ufffd\nc',
  )
  expect(screenText(createPaint(true).red('x'))).toBe('\u001b[31mx\u001b[39m')
  expect(screenText('user\u202egnp')).toBe('user\ufffdgnp')
})

it('colours terminals only, and none that asks for none', () => {
  const colours = (env: NodeJS.ProcessEnv, isTTY: boolean) =>
    createScreen(env, fake(isTTY), fake(isTTY)).out.paint.red('x') !== 'x'
  expect([colours({}, true), colours({}, false)]).toEqual([true, false])
  expect([colours({ NO_COLOR: '1' }, true), colours({ TERM: 'dumb' }, true)]).toEqual([
    false,
    false,
  ])
})

it('prints documents in one line for programs, and no progress', () => {
  const [out, said] = [fake(false), fake(false)]
  const screen = createScreen({}, out, said)
  screen.document({ a: [1] })
  screen.progress('applied on 1 of 2 …')
  expect([out.written, said.written]).toEqual([['{"a":[1]}\n'], []])
})

it('shortens the last column to the line, and no other', () => {
  const rows = [
    [createPaint(true).bold('a-long-key'), 'on', 'A name that takes more than there is'],
    ['b', '日本', ''],
  ]
  const lines = table(['KEY', 'STATE', 'NAME'], rows, createPaint(false), 40).split('\n')
  expect(lines).toEqual([
    'KEY         STATE  NAME',
    '\u001b[1ma-long-key\u001b[22m  on     A name that takes mo…',
    'b           日本',
  ])
  expect(lines.every((line) => widthOf(line) <= 40)).toBe(true)
  expect(shortened('日本語', 5)).toBe('日本…')
})
