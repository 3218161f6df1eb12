import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** A draft, of the type its key says, and what will be said about it. */
export interface HeldDraft {
  readonly draft: unknown
  readonly comment: string
}

interface Drafts {
  readonly held: ReadonlyMap<string, HeldDraft>
  readonly set: (key: string, held: HeldDraft | null) => void
}

const DraftsContext = createContext<Drafts | null>(null)

/** Drafts outlive the screens they are typed on; leaving the application asks first. */
export function DraftsProvider({ children }: { readonly children: ReactNode }) {
  const [held, setHeld] = useState<ReadonlyMap<string, HeldDraft>>(new Map())
  const unsaved = held.size > 0

  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])

  const set = (key: string, one: HeldDraft | null) =>
    setHeld((before) => {
      const after = new Map(before)
      if (one) after.set(key, one)
      else after.delete(key)
      return after
    })
  return <DraftsContext value={{ held, set }}>{children}</DraftsContext>
}

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext)
  if (!drafts) throw new Error('useDrafts is for screens inside the frame')
  return drafts
}
