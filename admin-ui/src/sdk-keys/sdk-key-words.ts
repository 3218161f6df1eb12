import type { SdkKeyList } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'

export type ListedKey = SdkKeyList['sdkKeys'][number]

/** How far a key is on its way from made to ended. */
export type KeyState = 'in use' | 'ending' | 'expired' | 'revoked'

export function stateOf(
  { revokedAt, expiresAt }: Pick<ListedKey, 'revokedAt' | 'expiresAt'>,
  now: number,
): KeyState {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt === null) return 'in use'
  return Date.parse(expiresAt) <= now ? 'expired' : 'ending'
}

export function connectionWords(connections: number): string {
  if (connections === 0) return 'no connection'
  return connections === 1 ? '1 connection' : `${connections.toLocaleString('en')} connections`
}

/** `3 connections use it`. */
export function useWords(connections: number): string {
  return `${connectionWords(connections)} ${connections < 2 ? 'uses' : 'use'} it`
}

/** What `Rotate` offers, in seconds. */
export const OVERLAPS = [
  { seconds: 3_600, label: '1 hour' },
  { seconds: 24 * 3_600, label: '1 day' },
  { seconds: 7 * 24 * 3_600, label: '7 days' },
  { seconds: 30 * 24 * 3_600, label: '30 days' },
] as const
