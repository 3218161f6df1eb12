import { useEffect } from 'react'
import type { Kill } from './kills.ts'

const UNDONE_IS_TOLD_FOR_MS = 10_000

/** An undone kill is over: its strip goes by itself. */
export function useLeaveWhenUndone({ phase, id }: Kill, dismiss: (id: string) => void): void {
  useEffect(() => {
    if (phase !== 'undone') return
    const timer = setTimeout(() => dismiss(id), UNDONE_IS_TOLD_FOR_MS)
    return () => clearTimeout(timer)
  }, [phase, id, dismiss])
}
