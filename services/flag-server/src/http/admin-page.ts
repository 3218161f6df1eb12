import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { pagePolicy } from './security-headers.ts'

/** What stands in `admin-ui/index.html` for the nonce of the answer. */
const PLACE = 'NONCE-OF-THIS-ANSWER'

/** The admin UI's only page. Each answer has a nonce of its own, so nobody can know it beforehand. */
export function createAdminPage(folder: string): (reply: FastifyReply) => FastifyReply {
  const parts = readFileSync(join(folder, 'index.html'), 'utf8').split(PLACE)
  return (reply) => {
    const nonce = randomBytes(18).toString('base64')
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': pagePolicy(nonce),
      })
      .send(parts.join(nonce))
  }
}
