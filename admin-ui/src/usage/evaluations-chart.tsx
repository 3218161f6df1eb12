import type { Evaluations } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { Area, ReferenceArea, YAxis } from 'recharts'
import { AXIS_TICK, TimeChart, TimeMark } from '../shared/time-chart.tsx'
import type { ChangeMark } from './change-marks.ts'
import { chartPoints } from './chart-points.ts'
import { ChartTooltip } from './chart-tooltip.tsx'
import { timeTicks } from './evaluation-range.ts'
import { shortCount } from './rate-words.ts'
import type { SeriesView } from './series-view.ts'
import { tickWords } from './step-words.ts'

interface EvaluationsChartProps {
  readonly evaluations: Evaluations
  readonly series: readonly SeriesView[]
  readonly marks: readonly ChangeMark[]
  readonly label: string
  readonly narrow: boolean
}

const HEIGHT = 260

/** The counts of each step on each other. The table says the same. */
export function EvaluationsChart(props: EvaluationsChartProps) {
  const { evaluations, series, marks, label, narrow } = props
  const points = chartPoints(evaluations, series)
  const [from, to] = [Date.parse(evaluations.from), Date.parse(evaluations.to)]
  const stepMs = evaluations.stepSeconds * 1_000
  const days = to - from > 36 * 3_600_000
  return (
    <TimeChart
      height={HEIGHT}
      margin={{ top: 20, right: 8 }}
      points={points}
      from={from}
      to={to}
      ticks={timeTicks(from, to, narrow ? 5 : 9)}
      tickWords={(at) => tickWords(at, days)}
      label={label}
      tooltip={(at) => (
        <ChartTooltip at={at} stepMs={stepMs} to={to} points={points} series={series} />
      )}
    >
      <YAxis
        width={48}
        allowDecimals={false}
        tickCount={4}
        tickFormatter={shortCount}
        tick={AXIS_TICK}
        tickLine={false}
        axisLine={false}
      />
      {series.map(({ key, name, tone }) => (
        <Area
          key={key}
          dataKey={key}
          name={name}
          stackId="evaluations"
          type="stepAfter"
          fill={tone.fill}
          fillOpacity={1}
          stroke={tone.stroke}
          strokeWidth={1}
          isAnimationActive={false}
          activeDot={false}
        />
      ))}
      {/* The newest step is not over: what is missing there is no drop. */}
      <ReferenceArea x1={to - stepMs} x2={to} fill="var(--surface)" fillOpacity={0.6} />
      {marks.map(({ at, label: number, killed }) => (
        <TimeMark
          key={at}
          at={at}
          words={number}
          hurts={killed}
          stroke="var(--ink-2)"
          position="top"
        />
      ))}
    </TimeChart>
  )
}
