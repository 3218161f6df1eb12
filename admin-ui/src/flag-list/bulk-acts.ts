import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type {
  BulkAct,
  BulkOutcome,
  SeenFlag,
} from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'

export type OfOneFlag = Extract<Operation, { flag: string }>

/** As many as the server takes at once. */
export const BULK_CHUNK = 200
/** How long an act can be taken back from where it is told. */
export const UNDO_MS = 10_000

/** What was done to some flags, and what became of each. */
export interface BulkResult {
  readonly id: number
  readonly act: BulkAct
  readonly outcomes: readonly BulkOutcome[]
  /** How many it did not come to: the server could not be asked. */
  readonly untried: number
  /** Why, as it was typed. */
  readonly comment?: string
}

export function succeeded({ outcomes }: BulkResult): readonly string[] {
  return outcomes.flatMap((one) => (one.ok && one.changed ? [one.key] : []))
}

export type Failed = Extract<BulkOutcome, { ok: false }>

export function failed({ outcomes }: BulkResult): readonly Failed[] {
  return outcomes.flatMap((one) => (one.ok ? [] : [one]))
}

/** What somebody saw of a flag when they decided about it. */
export function seenOf({ createdAt, version, environments }: SelectedFlag): SeenFlag {
  const versions = Object.entries(environments).map(([key, one]) => [key, one.version] as const)
  return { createdAt, version, environments: Object.fromEntries(versions) }
}

/** What puts everything back exactly; null where nothing does. */
export function undoOf(result: BulkResult): { keys: readonly string[]; act: BulkAct } | null {
  const keys = succeeded(result)
  const act = opposite(result.act)
  return act && keys.length > 0 ? { keys, act } : null
}

function opposite(act: BulkAct): BulkAct | null {
  switch (act.type) {
    case 'archive':
      return { type: 'restore', asItWas: true }
    case 'restore':
      return { type: 'archive', force: true }
    case 'switch':
      return { ...act, on: !act.on }
    case 'add-tags':
    case 'remove-tags': {
      // Of several tags a flag may have had some.
      const type = act.type === 'add-tags' ? 'remove-tags' : 'add-tags'
      return act.tags.length === 1 ? { type, tags: act.tags } : null
    }
    case 'set-owner':
    case 'delete':
      return null
  }
}

/** The flags that were only refused because a second person has to agree, each as a request. */
export function approvable(result: BulkResult): readonly OfOneFlag[] {
  return failed(result)
    .filter(({ code }) => code === 'approval_required')
    .flatMap(({ key }) => operationOf(result.act, key) ?? [])
}

function operationOf(act: BulkAct, flag: string): OfOneFlag | null {
  switch (act.type) {
    case 'switch':
      return {
        type: 'configure-flag',
        environment: act.environment,
        flag,
        patch: { on: act.on },
      }
    case 'archive':
      return { type: 'archive-flag', flag, ...(act.force && { force: true }) }
    case 'restore':
      return { type: 'unarchive-flag', flag, ...(act.asItWas && { asItWas: true }) }
    // No policy asks for anything there: people read it, or it is served to nobody.
    default:
      return null
  }
}

/** The same again, by force, for flags that were only refused because code asks for them. */
export function forcedAgain(result: BulkResult): { keys: readonly string[]; act: BulkAct } | null {
  const { act } = result
  if (act.type !== 'archive' && act.type !== 'delete') return null
  const keys = failed(result)
    .filter(({ code }) => code === 'flag_still_evaluated')
    .map(({ key }) => key)
  return keys.length > 0 ? { keys, act: { ...act, force: true } } : null
}
