import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { usePlace } from '../projects/place.tsx'
import { type Context, readContext } from './context-text.ts'
import { useContextText } from './use-context-text.ts'

const ASK_AFTER_MS = 200

export interface AskedContext {
  readonly text: string
  readonly setText: (text: string) => void
  /** Why what is typed is no context; null when it is one. */
  readonly problem: string | null
  /** As it is typed; null while it cannot be read. */
  readonly context: Context | null
  /** The same a moment later, for questions that go to the server. */
  readonly asked: Context | null
}

/** The project's context as it is typed, and as it is asked with. */
export function useAskedContext(): AskedContext {
  const { project } = usePlace()
  const [text, setText] = useContextText(project.key)
  const [settled] = useDebouncedValue(text, ASK_AFTER_MS)
  const { context, problem } = useMemo(() => readContext(text), [text])
  const { context: asked } = useMemo(() => readContext(settled), [settled])
  return { text, setText, problem, context, asked }
}
