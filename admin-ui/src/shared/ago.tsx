import { Tooltip } from '@mantine/core'
import { ago, exactly } from './time-words.ts'
import { useNow } from './use-now.ts'

interface AgoProps {
  readonly instant: string
  /** One of many rows whose page tells it too: no stop of the Tab key. */
  readonly inRow?: boolean
}

/** How long ago something was, or how soon it will be: the exact time where one points, taps or tabs to. */
export function Ago({ instant, inRow = false }: AgoProps) {
  const now = useNow()
  const words = ago(instant, now)
  const exact = exactly(instant)
  if (inRow) {
    return (
      <time dateTime={instant} title={exact}>
        {words}
      </time>
    )
  }
  return (
    <Tooltip label={exact} events={EVENTS}>
      {/* Without a pointer, focus is the only way to what a tooltip says. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <time dateTime={instant} tabIndex={0}>
        {words}
      </time>
    </Tooltip>
  )
}

const EVENTS = { hover: true, focus: true, touch: true }
