import type { WebhookView } from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { counted } from '../shared/number-words.ts'

type Delivery = NonNullable<WebhookView['lastDelivery']>

export const FORMAT_WORDS: Readonly<Record<WebhookView['format'], string>> = {
  json: 'JSON, signed',
  slack: 'Slack message',
}

export function isUnderWay({ lastDelivery }: Pick<WebhookView, 'lastDelivery'>): boolean {
  return lastDelivery?.state === 'waiting'
}

/** `delivered`, `waiting, tried 2 times: 503`, `given up after 8 tries: no answer`. */
export function deliveryStateWords({ state, attempts, outcome }: Delivery): string {
  const why = outcome === null ? '' : `: ${outcome}`
  switch (state) {
    case 'delivered':
      return 'delivered'
    case 'waiting':
      return attempts === 0
        ? 'on its way'
        : `trying again, ${counted(attempts, 'try', 'tries')}${why}`
    case 'given up':
      return `given up after ${counted(attempts, 'try', 'tries')}${why}`
  }
}

/** `release.rolled-back` as `release rolled back`. */
export function eventWords(event: string): string {
  return event.replaceAll(/[.-]/g, ' ')
}
