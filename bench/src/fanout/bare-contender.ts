import { fileURLToPath } from 'node:url'
import { encodeFrame } from '@bunting/protocol/wire'
import { startCrowd } from './client-crowd.ts'
import type { Contender } from './contender.ts'
import { startProbed } from './probed-server.ts'

const SCRIPT = fileURLToPath(new URL('./bare-broadcast.ts', import.meta.url))

/** @param bytes length of what it broadcasts */
export async function startBare(
  subject: 'ws' | 'ws+receipts',
  bytes: number,
  processes: number,
): Promise<Contender> {
  const server = await startProbed(SCRIPT, {}, /(http\S+)/)
  const checksum = 7
  let revision = 0
  return {
    subject,
    server,
    crowd: startCrowd(processes),
    next: () => revision + 1,
    async change() {
      const header = { type: 'delta', epoch: 'bare', from: revision, to: revision + 1, checksum }
      revision += 1
      const body = encodeFrame(header, ['']).padEnd(bytes, 'x')
      const response = await fetch(server.url, { method: 'POST', body })
      await response.arrayBuffer()
    },
    newest: async () => `bare.${revision}.${checksum}`,
  }
}
