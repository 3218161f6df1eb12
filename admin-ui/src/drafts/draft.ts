import { sameJson } from '../shared/same-json.ts'

/** What the server keeps and counts the versions of: one environment's flag, or segment. */
export interface Versioned {
  readonly version: number
}

/**
 * What a person changed and has not saved, over the state they saw when they began.
 * It outlives every change made elsewhere.
 */
export interface Draft<View extends object, Edits extends Partial<View>> {
  readonly base: View
  readonly edits: Edits
}

type Field<View, Edits> = keyof View & keyof Edits & string

export function startDraft<View extends object, Edits extends Partial<View>>(
  base: View,
): Draft<View, Edits> {
  return { base, edits: {} as Edits }
}

export function isEmpty<View extends object>({ edits }: Draft<View, Partial<View>>): boolean {
  return Object.keys(edits).length === 0
}

/** A field edited back to what it was is no edit. */
export function edit<View extends object, Edits extends Partial<View>>(
  draft: Draft<View, Edits>,
  edits: Edits,
): Draft<View, Edits> {
  return { ...draft, edits: withoutSame({ ...draft.edits, ...edits }, draft.base) }
}

/** The state as it would be, shown over what the server has now. */
export function preview<View extends object>(
  { edits }: Draft<View, Partial<View>>,
  current: View,
): View {
  return { ...current, ...edits }
}

/** Fields that both the person and somebody else changed. */
export function conflicts<View extends object, Edits extends Partial<View>>(
  { base, edits }: Draft<View, Edits>,
  current: View,
): Field<View, Edits>[] {
  return fieldsOf<View, Edits>(edits).filter(
    (field) => !sameJson(base[field], current[field]) && !sameJson(edits[field], current[field]),
  )
}

/** The draft over a newer state: what was typed stays, what is the same by now goes. */
export function rebase<View extends object, Edits extends Partial<View>>(
  { edits }: Draft<View, Edits>,
  current: View,
): Draft<View, Edits> {
  return { base: current, edits: withoutSame(edits, current) }
}

/** What was sent of a draft, maybe with more. */
export type Sent<Edits extends object> = {
  readonly [Field in keyof Edits]?: Edits[Field] | undefined
}

/** The draft once that was saved: of what was typed since, nothing is lost. */
export function withSaved<View extends object, Edits extends Partial<View>>(
  { base, edits }: Draft<View, Edits>,
  sent: Sent<Edits>,
): Draft<View, Edits> {
  const taken = fieldsOf<View, Edits>(edits).filter((field) => sent[field] !== undefined)
  const now: View = { ...base, ...Object.fromEntries(taken.map((field) => [field, sent[field]])) }
  return { base: now, edits: withoutSame(edits, now) }
}

/** Gives up the edits of fields that somebody else changed as well. */
export function takeTheirs<View extends object, Edits extends Partial<View>>(
  draft: Draft<View, Edits>,
  current: View,
): Draft<View, Edits> {
  const theirs = new Set<string>(conflicts(draft, current))
  const edits = pick<View, Edits>(draft.edits, (field) => !theirs.has(field))
  return rebase({ ...draft, edits }, current)
}

/** What is sent: only what the person changed, so that it takes nobody else's change back. */
export function patchOf<View extends Versioned, Edits extends Partial<View>>(
  { base, edits }: Draft<View, Edits>,
  comment: string,
): Edits & { expectedVersion: number; comment?: string } {
  const said = comment.trim()
  return { ...edits, expectedVersion: base.version, ...(said && { comment: said }) }
}

function withoutSame<View extends object, Edits extends Partial<View>>(
  edits: Edits,
  base: View,
): Edits {
  return pick<View, Edits>(edits, (field) => !sameJson(edits[field], base[field]))
}

function pick<View, Edits extends object>(
  edits: Edits,
  wanted: (field: Field<View, Edits>) => boolean,
): Edits {
  const kept = fieldsOf<View, Edits>(edits).filter(wanted)
  return Object.fromEntries(kept.map((field) => [field, edits[field]])) as Edits
}

function fieldsOf<View, Edits extends object>(edits: Edits): Field<View, Edits>[] {
  return Object.keys(edits) as Field<View, Edits>[]
}
