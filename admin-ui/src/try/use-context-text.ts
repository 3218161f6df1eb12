import { useSyncExternalStore } from 'react'
import { FIRST_CONTEXT } from './context-text.ts'

const typed = new Map<string, string>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The context as a person typed it last, by project: on every screen, and at the next start. */
export function useContextText(project: string): [text: string, setText: (text: string) => void] {
  const text = useSyncExternalStore(subscribe, () => textOf(project))
  const setText = (next: string) => {
    typed.set(project, next)
    try {
      localStorage.setItem(storageKey(project), next)
    } catch {
      // Storage may be forbidden; then it lasts as long as this page.
    }
    for (const listener of listeners) listener()
  }
  return [text, setText]
}

function textOf(project: string): string {
  let text = typed.get(project)
  if (text === undefined) {
    text = stored(project) ?? FIRST_CONTEXT
    typed.set(project, text)
  }
  return text
}

function stored(project: string): string | null {
  try {
    return localStorage.getItem(storageKey(project))
  } catch {
    return null
  }
}

const storageKey = (project: string) => `bunting-try-context/${project}`
