import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router'
import styles from './evidence-panel.module.css'
import { evidenceSeries, moveMarks } from './evidence-series.ts'
import { EvidenceTable } from './evidence-table.tsx'
import { evidenceText } from './evidence-words.ts'
import { Panel } from './panel.tsx'
import type { History } from './use-moves.ts'

interface EvidencePanelProps {
  readonly release: ReleaseDetail
  readonly history: History
}

const CHOICES = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
]
/** Draws with a library larger than the page: it comes when a chart is looked at. */
const EvidenceChart = lazy(async () => ({
  default: (await import('./evidence-chart.tsx')).EvidenceChart,
}))
/** Marks closer than this part of the chart are one. */
const MARKS_APART = 1 / 12

/** The evidence of harm over time, and where it would have been taken back. */
export function EvidencePanel({ release, history }: EvidencePanelProps) {
  const [params, setParams] = useSearchParams()
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
  const shown = params.get('as') === 'table' ? 'table' : 'chart'
  const series = evidenceSeries(release, history.points)
  const { rows, guards, threshold } = series
  const [first, last] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0]
  const apart = (last - first) * MARKS_APART * (narrow ? 3 : 1)
  const label = `Evidence of harm of ${release.flag} over time`
  return (
    <Panel
      title="Evidence of harm"
      beside={
        <SegmentedControl
          size="xs"
          aria-label="Show evidence as"
          data={CHOICES}
          value={shown}
          onChange={(as) => setParams({ as }, { replace: true, preventScrollReset: true })}
        />
      }
    >
      {threshold !== null && (
        <p className={styles.about}>
          Chance alone takes it to {evidenceText(threshold * Math.LN10)} in at most one of{' '}
          {evidenceText(threshold * Math.LN10)} releases that are no worse: there it is rolled back.
          Below 1 the evidence speaks for it.
        </p>
      )}
      {shown === 'table' && (
        <EvidenceTable release={release} points={history.points} label={label} />
      )}
      {shown === 'chart' && rows.length > 1 && guards.length > 0 && (
        <figure className={styles.chart} aria-label={label}>
          <Suspense fallback={<p className={styles.loading}>Loading…</p>}>
            <EvidenceChart
              series={series}
              marks={moveMarks(history.moves, first, apart)}
              label={label}
              narrow={narrow}
            />
          </Suspense>
        </figure>
      )}
      {shown === 'chart' && (rows.length < 2 || guards.length === 0) && (
        <p className={styles.loading}>
          {guards.length === 0 ? 'No guard compares the arms.' : 'The first look is under way.'}
        </p>
      )}
    </Panel>
  )
}
