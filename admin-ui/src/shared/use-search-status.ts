import { useDebouncedValue } from '@mantine/hooks'

/** A count that changes at each key is worth more than one that comes and goes between them. */
const MAY_TAKE_MS = 200

/** What stands beside a search: how many were found; of an answer that is on its way for long, that. */
export function useSearchStatus(found: string, behind: boolean): string {
  const [long] = useDebouncedValue(behind, MAY_TAKE_MS)
  return behind && long ? 'searching…' : found
}
