import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'

export type PaletteVerb = 'kill' | 'toggle' | 'open' | 'try' | 'reshuffle' | 'roll back' | 'release'

export interface PaletteQuery {
  /** Null when what was typed names no verb; then a flag is opened, and more is offered. */
  readonly verb: PaletteVerb | null
  readonly words: readonly string[]
}

const VERBS: Readonly<Record<string, PaletteVerb>> = {
  kill: 'kill',
  toggle: 'toggle',
  turn: 'toggle',
  switch: 'toggle',
  open: 'open',
  go: 'open',
  try: 'try',
  explain: 'try',
  why: 'try',
  reshuffle: 'reshuffle',
  roll: 'roll back',
  rollback: 'roll back',
  release: 'release',
}

/** `kill new-ch` is a verb and a part of a key; `turn off x` and `go to x` read as they sound. */
export function readPaletteQuery(typed: string): PaletteQuery {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const [first = '', ...rest] = words
  const verb = Object.hasOwn(VERBS, first) ? VERBS[first] : undefined
  if (!verb) return { verb: null, words }
  const particles = new Set(['on', 'off', 'to', 'back'])
  return { verb, words: particles.has(rest[0] ?? '') ? rest.slice(1) : rest }
}

/** Flags whose key or name has every word; keys that begin with the first word come first. */
export function findFlags(
  flags: readonly FlagView[],
  words: readonly string[],
  limit: number,
): readonly FlagView[] {
  const found = flags.filter(({ key, name }) => {
    const text = `${key} ${name}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const first = words[0] ?? ''
  const begins = (flag: FlagView) => (flag.key.toLowerCase().startsWith(first) ? 0 : 1)
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, limit)
}

export function hasWords(label: string, words: readonly string[]): boolean {
  const text = label.toLowerCase()
  return words.every((word) => text.includes(word))
}
