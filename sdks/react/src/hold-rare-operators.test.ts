import { createManualTime, createMemoryWire } from '@bunting/client/testing'
import { RARE_OPERATORS } from '@bunting/evaluator/operators'
import { describe, expect, it } from 'vitest'
import { holdRareOperators } from './hold-rare-operators.ts'

const RARE = '{"key":"a","rules":[{"conditions":[{"operator":"semverLessThan"}]}]}'
const COMMON = '{"key":"a","rules":[{"conditions":[{"operator":"equals"}]}]}'

function open() {
  const wire = createMemoryWire()
  const time = createManualTime()
  const { openSocket, release } = holdRareOperators(wire.openSocket, time)
  const heard: unknown[] = []
  openSocket('wss://flags.example.com', 'bunting.v1', {
    opened: () => heard.push('opened'),
    received: (data) => heard.push(data),
    closed: (code) => heard.push(code),
  })
  const server = wire.last()
  server.accept()
  return { server, time, heard, release }
}

describe('before the rare operators are loaded', () => {
  it('what names none is heard at once', () => {
    const { server, heard } = open()
    server.send(COMMON)
    server.close(1012)
    expect(heard).toEqual(['opened', COMMON, 1012])
  })

  it.each(Object.keys(RARE_OPERATORS))(
    'what asks %s waits for them, and nothing overtakes it',
    (operator) => {
      const { server, heard, release } = open()
      const rare = RARE.replace('semverLessThan', operator)
      server.send(rare)
      server.send(COMMON)
      server.close(1012)
      expect(heard).toEqual(['opened'])
      release()
      expect(heard).toEqual(['opened', rare, COMMON, 1012])
    },
  )

  it('nothing waits longer than two seconds, nor a second time', () => {
    const { server, heard, time } = open()
    server.send(RARE)
    time.advance(1_999)
    expect(heard).toEqual(['opened'])
    time.advance(1)
    expect(heard).toEqual(['opened', RARE])
    server.send(RARE)
    expect(heard).toEqual(['opened', RARE, RARE])
  })
})

it('nothing is held back once they are loaded', () => {
  const { server, heard, release } = open()
  release()
  server.send(RARE)
  expect(heard).toEqual(['opened', RARE])
})
