import type { FlagsExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import { useEffect, useMemo, useState } from 'react'
import { useFlags } from '../flags/use-flags.ts'
import { usePlace } from '../projects/place.tsx'
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
}

/** A line for each flag, which opens to every step. Of a past moment it says what is different now. */
export function AnswerGrid({ answers, context, moment, search, old }: AnswerGridProps) {
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
    <ul className={styles.grid} aria-label="Answers" data-old={old || undefined}>
      {answers.map(({ key, decision }) => (
        <AnswerRow
          key={key}
          flag={key}
          decision={decision}
          configuration={configurations.get(key)}
          now={past ? answersNow.get(key) : undefined}
          open={open.has(key)}
          context={context}
          moment={moment}
          onToggle={() => toggle(key)}
        />
      ))}
    </ul>
  )
}
