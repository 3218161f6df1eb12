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

/** Flags whose key or name has every word, those whose key begins with the first word first. */
export function findFlags(
  flags: readonly FlagView[],
  words: readonly string[],
): readonly FlagView[] {
  return likeliestFirst(
    flags.filter(({ key, name }) => hasWords(`${key} ${name}`, words)),
    words,
  )
}

/** What is called that, what begins with it, what has it in its key, in its name, and the rest. */
export function likeliestFirst(
  flags: readonly FlagView[],
  words: readonly string[],
): readonly FlagView[] {
  const [first = ''] = words
  const rank = ({ key, name }: FlagView) => {
    const lower = key.toLowerCase()
    if (lower === first) return 0
    if (!hasWords(key, words)) return hasWords(`${key} ${name}`, words) ? 3 : 4
    return lower.startsWith(first) ? 1 : 2
  }
  return flags.toSorted((a, b) => rank(a) - rank(b))
}

export function hasWords(label: string, words: readonly string[]): boolean {
  const text = label.toLowerCase()
  return words.every((word) => text.includes(word))
}
