import { z } from 'zod'
import { Instant, ShortText } from '../http/fields.ts'

export const WebhookFormat = z.enum(['json', 'slack'])

export const NewWebhook = z.strictObject({
  name: ShortText.min(1),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** `json` is signed; `slack` is what Slack, Mattermost and the like take. Default `json`. */
  format: WebhookFormat.optional(),
})
export type NewWebhook = z.infer<typeof NewWebhook>

export const WebhookView = z.object({
  id: z.string(),
  name: z.string(),
  /** Without what follows the host: that is often a secret. */
  url: z.string(),
  format: WebhookFormat,
  createdAt: Instant,
  createdBy: z.string(),
  lastDelivery: z
    .object({
      at: Instant,
      event: z.string(),
      state: z.enum(['delivered', 'waiting', 'given up']),
      attempts: z.int(),
      outcome: z.string().nullable(),
    })
    .nullable(),
})
export type WebhookView = z.infer<typeof WebhookView>

export const WebhookList = z.object({ webhooks: z.array(WebhookView) })
export type WebhookList = z.infer<typeof WebhookList>

/** The only answer that carries the secret. */
export const WebhookCreated = WebhookView.extend({ secret: z.string() })
export type WebhookCreated = z.infer<typeof WebhookCreated>
