import { ago, exactly } from './time-words.ts'
import { useNow } from './use-now.ts'

interface AgoProps {
  readonly instant: string
}

export function Ago({ instant }: AgoProps) {
  const now = useNow()
  return (
    <time dateTime={instant} title={exactly(instant)}>
      {ago(instant, now)}
    </time>
  )
}
