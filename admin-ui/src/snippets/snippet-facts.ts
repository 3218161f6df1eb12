import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'

export interface SnippetFacts {
  /** Where this server is, as SDKs see it. */
  readonly url: string
  /** Null: the code takes it from where keys belong. */
  readonly key: string | null
  readonly flag: string
  /** What code gets while the flag is unknown or not here yet; its type is the flag's. */
  readonly fallback: FlagView['variants'][string]
}

/** What a flag serves when it is off: what code did before there was a flag. */
export function fallbackOf(
  { variants }: Pick<FlagView, 'variants'>,
  offVariant: string | undefined,
): SnippetFacts['fallback'] {
  const name = offVariant ?? Object.keys(variants).at(-1) ?? ''
  return variants[name] ?? false
}
