import { ago, exactly } from './time-words.ts'
import { useNow } from './use-now.ts'

interface AgoProps {
  readonly instant: string
}

/** How long ago something was, or how soon it will be: the exact time on hover. */
export function Ago({ instant }: AgoProps) {
  const now = useNow()
  return (
    <time dateTime={instant} title={exactly(instant)}>
      {ago(instant, now)}
    </time>
  )
}
