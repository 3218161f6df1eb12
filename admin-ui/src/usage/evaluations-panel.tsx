import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Evaluations } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { useAudit } from '../audit/use-audit.ts'
import { usePlace } from '../projects/place.tsx'
import { changeMarks, changesSince } from './change-marks.ts'
import { ChangesInRange } from './changes-in-range.tsx'
import styles from './evaluations.module.css'
import { EvaluationsLegend } from './evaluations-legend.tsx'
import { EvaluationsTable } from './evaluations-table.tsx'
import { seriesViews } from './series-view.ts'

export type EvaluationsShown = 'chart' | 'table'

interface EvaluationsPanelProps {
  readonly flag: FlagView
  readonly evaluations: Evaluations
  readonly shown: EvaluationsShown
}

/** Draws with a library larger than the page: it comes when a chart is looked at. */
const EvaluationsChart = lazy(async () => ({
  default: (await import('./evaluations-chart.tsx')).EvaluationsChart,
}))

/** Marks closer than this part of the chart are one. */
const MARKS_APART = 1 / 40

export function EvaluationsPanel({ flag, evaluations, shown }: EvaluationsPanelProps) {
  const { project, environment } = usePlace()
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
  const audit = useAudit(project.key, { environment: environment.key, flag: flag.key })
  const [from, to] = [Date.parse(evaluations.from), Date.parse(evaluations.to)]
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? []
  const changes = changesSince(entries, environment.key, from)
  const series = seriesViews(evaluations, flag.environments[environment.key]?.offVariant)
  const label = `Evaluations of ${flag.key} in ${environment.name} over time`
  return (
    <>
      {shown === 'table' ? (
        <EvaluationsTable evaluations={evaluations} series={series} label={label} />
      ) : (
        <figure className={styles.chart} aria-label={label}>
          <Suspense fallback={<p className={styles.loading}>Loading…</p>}>
            <EvaluationsChart
              evaluations={evaluations}
              series={series.filter(({ total }) => total > 0)}
              marks={changeMarks(changes, (to - from) * MARKS_APART)}
              label={label}
              narrow={narrow}
            />
          </Suspense>
        </figure>
      )}
      <EvaluationsLegend series={series} total={evaluations.total} />
      <ChangesInRange changes={changes} />
    </>
  )
}
