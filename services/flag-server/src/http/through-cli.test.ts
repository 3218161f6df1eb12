import { expect, it } from 'vitest'
import { accessOf } from '../access/access.ts'
import { throughCli } from './through-cli.ts'

const access = accessOf({
  actor: { type: 'token', id: 't', name: 'deploy', email: null, via: 'api' },
  administrator: false,
  grants: [],
})

it.each([
  ['bunting-cli/0.1.0', 'cli'],
  ['bunting-cli/', 'api'],
  ['curl/8 bunting-cli/0.1.0', 'api'],
  [undefined, 'api'],
])('tells a token that comes with %s as through %s', (agent, via) => {
  expect(throughCli(access, agent).actor).toEqual({ ...access.actor, via })
})

it('gives nobody more than they had', () => {
  const { actor: _, ...rest } = throughCli(access, 'bunting-cli/0.1.0')
  const { actor: __, ...before } = access
  expect(rest).toEqual(before)
})
