import type {
  FlagConfigurationPatch,
  FlagConfigurationView,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import { sameJson } from '../shared/same-json.ts'

/** The switch is not part of a draft: it acts at once. */
export type Edits = Partial<
  Pick<FlagConfigurationView, 'offVariant' | 'prerequisites' | 'targets' | 'rules' | 'fallthrough'>
>
export type EditedField = keyof Edits

/**
 * What a person changed and has not saved, over the configuration they saw when they began.
 * It outlives every change made elsewhere.
 */
export interface Draft {
  readonly base: FlagConfigurationView
  readonly edits: Edits
}

export function startDraft(base: FlagConfigurationView): Draft {
  return { base, edits: {} }
}

export function isEmpty({ edits }: Draft): boolean {
  return Object.keys(edits).length === 0
}

/** A field edited back to what it was is no edit. */
export function edit(draft: Draft, edits: Edits): Draft {
  return { ...draft, edits: withoutSame({ ...draft.edits, ...edits }, draft.base) }
}

/** The configuration as it would be, shown over what the server has now. */
export function preview({ edits }: Draft, current: FlagConfigurationView): FlagConfigurationView {
  return { ...current, ...edits }
}

/** Fields that both the person and somebody else changed. */
export function conflicts({ base, edits }: Draft, current: FlagConfigurationView): EditedField[] {
  return fieldsOf(edits).filter(
    (field) => !sameJson(base[field], current[field]) && !sameJson(edits[field], current[field]),
  )
}

/** The draft over a newer configuration: what was typed stays, what is the same by now goes. */
export function rebase({ edits }: Draft, current: FlagConfigurationView): Draft {
  return { base: current, edits: withoutSame(edits, current) }
}

/** Gives up the edits of fields that somebody else changed as well. */
export function takeTheirs(draft: Draft, current: FlagConfigurationView): Draft {
  const theirs = new Set<string>(conflicts(draft, current))
  const kept = Object.entries(draft.edits).filter(([field]) => !theirs.has(field))
  return rebase({ ...draft, edits: Object.fromEntries(kept) }, current)
}

/** What is sent: only what the person changed, so that it takes nobody else's change back. */
export function patchOf({ base, edits }: Draft, comment: string): FlagConfigurationPatch {
  const said = comment.trim()
  return { ...edits, expectedVersion: base.version, ...(said && { comment: said }) }
}

function withoutSame(edits: Edits, base: FlagConfigurationView): Edits {
  const kept = fieldsOf(edits).filter((field) => !sameJson(edits[field], base[field]))
  return Object.fromEntries(kept.map((field) => [field, edits[field]]))
}

function fieldsOf(edits: Edits): EditedField[] {
  return Object.keys(edits) as EditedField[]
}
