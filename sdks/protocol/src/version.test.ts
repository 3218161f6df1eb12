import { murmur3 } from '@bunting/evaluator'
import { expect, it } from 'vitest'
import { z } from 'zod/mini'
import { ClientMessage } from './client-message.ts'
import { Flag, Segment } from './ruleset-schema.ts'
import { ServerMessage } from './server-message.ts'
import { PROTOCOL } from './version.ts'

/**
 * What is on the wire in each version. A message that changes so that an older peer would not
 * understand it needs a new version beside the old one; any other change is noted here, on purpose.
 */
const SCHEMAS: Record<string, string> = {
  'bunting.v1': '97f833d2',
}

it('has not changed a message without saying so', () => {
  const schemas = [ClientMessage, ServerMessage, Flag, Segment].map((schema) =>
    z.toJSONSchema(schema),
  )
  const hash = murmur3(JSON.stringify(schemas)).toString(16)
  expect({ [PROTOCOL]: hash }).toEqual({ [PROTOCOL]: SCHEMAS[PROTOCOL] })
})
