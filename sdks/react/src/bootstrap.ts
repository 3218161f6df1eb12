import type { Decision } from '@bunting/client'

/**
 * Decisions made on the server for the context the page starts with, by flag: what the markup was
 * rendered from, and what the page answers until its own flags arrive. Decisions, not rules: a
 * page that carries them tells nobody whom a flag is for.
 */
export interface Bootstrap {
  readonly decisions: Readonly<Record<string, Decision>>
}
