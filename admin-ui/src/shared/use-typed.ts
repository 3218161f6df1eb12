import { useEffect, useState } from 'react'
import {
  conflicts,
  type Draft,
  edit,
  isEmpty,
  preview,
  rebase,
  type Sent,
  startDraft,
  takeTheirs,
  withSaved,
} from '../drafts/draft.ts'
import { useDrafts } from '../drafts/drafts-provider.tsx'

export interface Typed<Fields extends object> {
  /** What the server has, with what was typed over it. */
  readonly shown: Fields
  /** Only what was typed: what is sent. */
  readonly typed: Partial<Fields>
  /** What the server had when the person began. */
  readonly base: Fields
  readonly edited: boolean
  /** Somebody else changed a field that was typed in; what counts is to be chosen before it is saved. */
  readonly disputed: boolean
  readonly set: (part: Partial<Fields>) => void
  readonly clear: () => void
  readonly keepMine: () => void
  readonly useTheirs: () => void
  /** The server took this: what was typed since stays. */
  readonly saved: (sent: Sent<Partial<Fields>>) => void
}

type Begun<Fields extends object> = Draft<Fields, Partial<Fields>> | null

/** Fields that follow the server until they are typed in. */
export function useTyped<Fields extends object>(held: Fields): Typed<Fields> {
  const [begun, put] = useState<Begun<Fields>>(null)
  return typedOver(held, begun, put)
}

/** The same where what is typed outlives the screen, as all drafts of the frame do. */
export function useKeptTyped<Fields extends object>(held: Fields, key: string): Typed<Fields> {
  const drafts = useDrafts()
  const begun = (drafts.held.get(key)?.draft as Begun<Fields> | undefined) ?? null
  const typed = typedOver(held, begun, (next) =>
    drafts.set(key, next && { draft: next, comment: '' }),
  )
  // The server has what was typed, whoever saved it: leaving the application loses nothing.
  const over = begun !== null && !typed.edited
  const { set } = drafts
  useEffect(() => {
    if (over) set(key, null)
  })
  return typed
}

function typedOver<Fields extends object>(
  held: Fields,
  begun: Begun<Fields>,
  put: (next: Begun<Fields>) => void,
): Typed<Fields> {
  const over = begun ?? startDraft<Fields, Partial<Fields>>(held)
  const disputed = conflicts(over, held).length > 0
  // What is typed now is typed over what is shown, which is the newest where the two do not meet.
  const draft = disputed ? over : rebase(over, held)
  const keep = (next: Draft<Fields, Partial<Fields>>) => put(isEmpty(next) ? null : next)
  return {
    shown: preview(draft, held),
    typed: draft.edits,
    base: over.base,
    edited: !isEmpty(draft),
    disputed,
    set: (part) => keep(edit(draft, part)),
    clear: () => put(null),
    keepMine: () => keep(rebase(over, held)),
    useTheirs: () => keep(takeTheirs(over, held)),
    saved: (sent) => keep(withSaved(over, sent)),
  }
}
