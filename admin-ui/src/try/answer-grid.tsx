import type { FlagsExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import { useEffect, useMemo, useState } from 'react'
import { useFlags } from '../flags/use-flags.ts'
import { usePlace } from '../projects/place.tsx'
import { VirtualList } from '../shared/virtual-list.tsx'
import { AnswerRow } from './answer-row.tsx'
import type { Context } from './context-text.ts'
import { type Moment, NOW } from './moment.ts'
import styles from './try.module.css'
import { useExplainFlags } from './use-explain.ts'

interface AnswerGridProps {
  readonly answers: FlagsExplained['flags']
  readonly context: Context | null
  readonly moment: Moment
  readonly search: string
  readonly old: boolean
  readonly onEnd: (() => void) | undefined
}

/** A line for each flag, which opens to every step. Of a past moment it says what is different now. */
export function AnswerGrid(props: AnswerGridProps) {
  const { answers, context, moment, search, old, onEnd } = props
  const { project, environment } = usePlace()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const past = moment.kind !== 'now'
  const { flags } = useFlags(project.key, '')
  const configurations = useMemo(
    () => new Map(flags.map((flag) => [flag.key, flag.environments[environment.key]])),
    [flags, environment.key],
  )
  const now = useExplainFlags(past ? context : null, NOW, search)
  const answersNow = new Map(
    now.data?.pages.flatMap((page) => page.flags.map((one) => [one.key, one.decision])),
  )
  const { hasNextPage, isFetching, fetchNextPage } = now
  useEffect(() => {
    if (past && hasNextPage && !isFetching && answersNow.size < answers.length) fetchNextPage()
  }, [past, hasNextPage, isFetching, fetchNextPage, answersNow.size, answers.length])

  const toggle = (key: string) => {
    const next = new Set(open)
    if (!next.delete(key)) next.add(key)
    setOpen(next)
  }
  return (
    <div className={styles.grid} data-old={old || undefined} data-past={past || undefined}>
      <VirtualList
        items={answers}
        keyOf={({ key }) => key}
        rowHeight={44}
        label="Answers"
        onEnd={onEnd}
      >
        {({ key, decision }) => (
          <AnswerRow
            flag={key}
            decision={decision}
            configuration={configurations.get(key)}
            now={past ? answersNow.get(key) : undefined}
            open={open.has(key)}
            context={context}
            moment={moment}
            onToggle={() => toggle(key)}
          />
        )}
      </VirtualList>
    </div>
  )
}
