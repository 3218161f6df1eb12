import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { thingDifferences } from '../audit/audit-words.ts'

type Item = ChangeRequestView['items'][number]

/**
 * What a person is told. A release marks the flag that it moves, for SDKs; where another line says what
 * happens to that flag, the mark is left to the JSON.
 */
export function itemsInWords(items: readonly Item[]): readonly Item[] {
  const says = ({ before, after }: Item) => thingDifferences(before, after).length > 0
  return items.filter((item) => says(item) || !items.some((one) => says(one) && isOf(one, item)))
}

function isOf(one: Item, other: Item): boolean {
  return (
    one.target.type === other.target.type &&
    one.target.key === other.target.key &&
    one.environment === other.environment
  )
}
