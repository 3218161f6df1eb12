import type { Connections } from '@bunting/flag-server/connections/connection-schemas.ts'
import { count, counted, listed } from '../shared/number-words.ts'

/** What an SDK holds: `r812`, `r811 · 1 behind`, `nothing yet`. */
export function heldWords(held: number | null, newest: number): string {
  if (held === null) return 'nothing yet'
  return held < newest ? `r${held} · ${count(newest - held)} behind` : `r${held}`
}

/** Since it last said something: `now`, `12 s`, `3 min`. It is heard every 15 seconds at least. */
export function ageWords(ageMs: number): string {
  const seconds = Math.floor(ageMs / 1_000)
  if (seconds < 1) return 'now'
  return seconds < 60 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`
}

/** `143 SDKs, 2 behind`, or how many of them are shown. */
export function totalWords({ connected, behind, matching }: Connections, shown: number): string {
  const all = counted(connected, 'SDK')
  const late = behind > 0 ? `, ${count(behind)} behind` : ''
  const found = matching < connected ? `${count(matching)} of ${all}` : `${all}${late}`
  return shown < matching ? `${found} · the first ${count(shown)} are listed` : found
}

/** Servers that did not say who is connected to them; null when all did. */
export function silentWords(silent: readonly string[]): string | null {
  if (silent.length === 0) return null
  const did = silent.length === 1 ? 'Its SDKs are' : 'Their SDKs are'
  return `${counted(silent.length, 'server')} did not answer: ${listed(silent)}. ${did} not in this list.`
}
