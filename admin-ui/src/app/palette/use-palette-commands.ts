import type { PaletteCommand } from './palette-command.ts'
import { hasWords, type PaletteVerb, readPaletteQuery } from './palette-query.ts'
import { useActCommands } from './use-act-commands.ts'
import { type FlagCommands, useFlagCommands } from './use-flag-commands.ts'
import { useFoundFlags } from './use-found-flags.ts'
import { usePageCommands } from './use-page-commands.ts'
import { useReleaseCommands } from './use-release-commands.ts'
import { useSegmentCommands } from './use-segment-commands.ts'

const FLAGS_SHOWN = 8

const COMMAND_OF: Readonly<Record<Exclude<PaletteVerb, 'open'>, keyof FlagCommands>> = {
  kill: 'kill',
  'roll back': 'rollBack',
  release: 'release',
  toggle: 'toggle',
  try: 'tryIt',
  reshuffle: 'reshuffle',
}

/** What the palette offers for what was typed, the likeliest first. */
export function usePaletteCommands(typed: string): readonly PaletteCommand[] {
  const { verb, words } = readPaletteQuery(typed)
  const commandsOf = useFlagCommands()
  const found = useFoundFlags(words, FLAGS_SHOWN)
  const flags = found.map(commandsOf)
  // Found by its description or a tag it may be opened; nothing is done to it that was not named.
  const named = found.filter(({ key, name }) => hasWords(`${key} ${name}`, words)).map(commandsOf)
  const segments = useSegmentCommands(words)
  const releases = useReleaseCommands(words)
  const general = [...useActCommands(), ...usePageCommands()]
  if (verb !== null && verb !== 'open') {
    return named.flatMap((commands) => commands[COMMAND_OF[verb]] ?? [])
  }
  const pages = general.filter(({ label }) => hasWords(label, words))
  if (words.length === 0) return pages
  const opened = flags.map(({ open }) => open)
  if (verb === 'open') return [...opened, ...releases, ...segments, ...pages]
  const [likely] = named
  return [...opened, ...(likely ? offered(likely) : []), ...releases, ...segments, ...pages]
}

/** What is offered of the likeliest flag, besides opening it. */
function offered({ rollBack, release, toggle, kill, tryIt }: FlagCommands) {
  return [rollBack, release, toggle, kill, tryIt].filter((command) => command !== null)
}
