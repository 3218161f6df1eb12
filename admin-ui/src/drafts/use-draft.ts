import {
  conflicts,
  type Draft,
  edit,
  isEmpty,
  preview,
  rebase,
  startDraft,
  takeTheirs,
  type Versioned,
} from './draft.ts'
import { type DraftPlace, draftKey } from './draft-key.ts'
import { useDrafts } from './drafts-provider.tsx'

/** What a draft's foot shows and does, whatever the draft is of. */
export interface DraftControls {
  readonly edited: boolean
  /** Somebody else changed the same; what counts is to be chosen first. */
  readonly disputed: boolean
  readonly comment: string
  readonly setComment: (comment: string) => void
  readonly keepMine: () => void
  readonly useTheirs: () => void
  /** Gives up what was typed; the answer takes that back. */
  readonly discard: () => () => void
}

export interface UsedDraft<View extends Versioned, Edits extends Partial<View>>
  extends DraftControls {
  /** Over the newest state, unless the two meet: then over what the person saw. */
  readonly draft: Draft<View, Edits>
  /** What the person saw when they began. */
  readonly base: View
  /** The newest state with what was typed over it. */
  readonly shown: View
  readonly change: (edits: Edits) => void
}

/** The draft of one flag or segment in one environment, over `current`, which may be newer than its base. */
export function useDraft<View extends Versioned, Edits extends Partial<View>>(
  place: DraftPlace,
  current: View,
): UsedDraft<View, Edits> {
  const drafts = useDrafts()
  const key = draftKey(place)
  const held = drafts.held.get(key)
  const comment = held?.comment ?? ''
  const begun = held ? (held.draft as Draft<View, Edits>) : startDraft<View, Edits>(current)
  const disputed = conflicts(begun, current).length > 0
  // What is typed now is typed over what is shown, which is the newest where the two do not meet.
  const draft = disputed ? begun : rebase(begun, current)
  const hold = (next: Draft<View, Edits>, said: string) =>
    drafts.set(key, { draft: next, comment: said })
  const put = (next: Draft<View, Edits>) =>
    isEmpty(next) ? drafts.set(key, null) : hold(next, comment)
  return {
    draft,
    base: begun.base,
    shown: preview(draft, current),
    edited: !isEmpty(draft),
    disputed,
    comment,
    change: (edits) => put(edit(draft, edits)),
    setComment: (said) => hold(begun, said),
    keepMine: () => put(rebase(begun, current)),
    useTheirs: () => put(takeTheirs(begun, current)),
    discard: () => {
      drafts.set(key, null)
      return () => drafts.set(key, held ?? null)
    },
  }
}

/** Whether something is typed and not saved, for the marks on the environments' tabs. */
export function useHasDraft(): (place: DraftPlace) => boolean {
  const { held } = useDrafts()
  return (place) => held.has(draftKey(place))
}
