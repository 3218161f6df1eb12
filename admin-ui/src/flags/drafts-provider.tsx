import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import {
  conflicts,
  type Draft,
  type Edits,
  edit,
  isEmpty,
  rebase,
  startDraft,
  takeTheirs,
} from './draft.ts'
import type { ConfigurationPlace } from './use-save-configuration.ts'

interface Held {
  readonly draft: Draft
  readonly comment: string
}

interface Drafts {
  readonly held: ReadonlyMap<string, Held>
  readonly set: (key: string, held: Held | null) => void
}

const DraftsContext = createContext<Drafts | null>(null)

/** Drafts outlive the screens they are typed on; leaving the application asks first. */
export function DraftsProvider({ children }: { readonly children: ReactNode }) {
  const [held, setHeld] = useState<ReadonlyMap<string, Held>>(new Map())
  const unsaved = held.size > 0

  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])

  const set = (key: string, one: Held | null) =>
    setHeld((before) => {
      const after = new Map(before)
      if (one) after.set(key, one)
      else after.delete(key)
      return after
    })
  return <DraftsContext value={{ held, set }}>{children}</DraftsContext>
}

export interface UsedDraft {
  readonly draft: Draft
  readonly comment: string
  readonly change: (edits: Edits) => void
  readonly setComment: (comment: string) => void
  readonly keepMine: () => void
  readonly useTheirs: () => void
  readonly discard: () => void
}

/** The draft of one flag in one environment, over `current`, which may be newer than its base. */
export function useDraft(place: ConfigurationPlace, current: FlagConfigurationView): UsedDraft {
  const drafts = useContext(DraftsContext)
  if (!drafts) throw new Error('useDraft is for screens inside the frame')
  const key = `${place.project}/${place.environment}/${place.flag}`
  const { draft, comment } = drafts.held.get(key) ?? { draft: startDraft(current), comment: '' }
  // What is typed now is typed over what is shown, which is the newest where the two do not meet.
  const settled = conflicts(draft, current).length === 0 ? rebase(draft, current) : draft
  const put = (next: Draft) => drafts.set(key, isEmpty(next) ? null : { draft: next, comment })
  return {
    draft,
    comment,
    change: (edits) => put(edit(settled, edits)),
    setComment: (next) => drafts.set(key, { draft, comment: next }),
    keepMine: () => put(rebase(draft, current)),
    useTheirs: () => put(takeTheirs(draft, current)),
    discard: () => drafts.set(key, null),
  }
}

/** Whether something is typed and not saved, for the marks on the environments' tabs. */
export function useHasDraft(): (place: ConfigurationPlace) => boolean {
  const drafts = useContext(DraftsContext)
  return ({ project, environment, flag }) =>
    drafts?.held.has(`${project}/${environment}/${flag}`) ?? false
}
