import { useEffect, useState } from 'react'
import type { PlanDraft } from './plan-draft.ts'

type Change = (parts: Partial<PlanDraft>) => void

interface KeptDraft {
  /** Null until there is something to begin with. */
  readonly draft: PlanDraft | null
  readonly change: Change
  /** It was sent: a next plan begins anew. */
  readonly forget: () => void
}

/**
 * What was typed, kept for as long as the tab: going back, a reload or a look at another page loses
 * nothing. Each place has its own.
 *
 * @param begin what to begin with; undefined while that is not known
 */
export function useKeptDraft(place: string, begin: PlanDraft | undefined): KeptDraft {
  const name = `release-plan:${place}`
  const [typed, setTyped] = useState<PlanDraft | null>(() => readKept(name))
  useEffect(() => {
    if (typed) sessionStorage.setItem(name, JSON.stringify(typed))
  }, [name, typed])
  const draft = typed ?? begin ?? null
  return {
    draft,
    change: (parts) => setTyped((before) => merged(before ?? begin, parts)),
    forget: () => {
      sessionStorage.removeItem(name)
      setTyped(null)
    },
  }
}

function merged(before: PlanDraft | undefined, parts: Partial<PlanDraft>): PlanDraft | null {
  return before ? { ...before, ...parts } : null
}

function readKept(name: string): PlanDraft | null {
  const kept = sessionStorage.getItem(name)
  return kept === null ? null : (JSON.parse(kept) as PlanDraft)
}
