import type { SdkKeyView } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import type { WebhookView } from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { type Acts, PROJECT, type Turn } from '../turn.ts'

const KEYS = `${PROJECT}/environments/staging/sdk-keys`

function spareKey(turn: Turn): Promise<SdkKeyView | undefined> {
  return turn.oneOf(KEYS, ({ sdkKeys }: { sdkKeys: readonly SdkKeyView[] }) =>
    sdkKeys.filter(({ name }) => name === 'spare'),
  )
}

function webhook(turn: Turn): Promise<WebhookView | undefined> {
  return turn.oneOf(
    `${PROJECT}/webhooks`,
    ({ webhooks }: { webhooks: readonly WebhookView[] }) => webhooks,
  )
}

export const KEY_ACTS: Acts = {
  'make an SDK key': [
    2,
    (turn) => turn.call('POST', KEYS, { kind: turn.pick(['server', 'client']), name: 'spare' }),
  ],
  'rotate an SDK key': [
    1,
    async (turn) => {
      const key = await spareKey(turn)
      return key && turn.call('POST', `${KEYS}/${key.id}/rotate`, { overlapSeconds: 0 })
    },
  ],
  'revoke an SDK key': [
    2,
    async (turn) => {
      const key = await spareKey(turn)
      return key && turn.call('DELETE', `${KEYS}/${key.id}`)
    },
  ],
  'make a webhook': [
    2,
    // Nobody listens there.
    (turn) =>
      turn.call('POST', `${PROJECT}/webhooks`, { name: 'hook', url: 'http://127.0.0.1:9/' }),
  ],
  'test a webhook': [
    1,
    async (turn) => {
      const hook = await webhook(turn)
      return hook && turn.call('POST', `${PROJECT}/webhooks/${hook.id}/test`, {})
    },
  ],
  'delete a webhook': [
    2,
    async (turn) => {
      const hook = await webhook(turn)
      return hook && turn.call('DELETE', `${PROJECT}/webhooks/${hook.id}`)
    },
  ],
}
