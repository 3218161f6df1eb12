import type { Evaluations } from '@bunting/flag-server/metrics/evaluation-schemas.ts'
import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
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
const TICK = { fill: 'var(--ink-3)', fontSize: 11 }

/** The counts of each step on each other. The table says the same. */
export function EvaluationsChart(props: EvaluationsChartProps) {
  const { evaluations, series, marks, label, narrow } = props
  const points = chartPoints(evaluations, series)
  const [from, to] = [Date.parse(evaluations.from), Date.parse(evaluations.to)]
  const stepMs = evaluations.stepSeconds * 1_000
  const days = to - from > 36 * 3_600_000
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <AreaChart
        data={points}
        margin={{ top: 20, right: 8, bottom: 0, left: 0 }}
        aria-label={label}
        accessibilityLayer
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[from, to]}
          ticks={timeTicks(from, to, narrow ? 5 : 9)}
          tickFormatter={(at: number) => tickWords(at, days)}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--hairline-strong)' }}
          minTickGap={8}
        />
        <YAxis
          width={48}
          allowDecimals={false}
          tickCount={4}
          tickFormatter={shortCount}
          tick={TICK}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--ink-3)' }}
          content={({ active, label: at }) =>
            active && (
              <ChartTooltip
                at={Number(at)}
                stepMs={stepMs}
                to={to}
                points={points}
                series={series}
              />
            )
          }
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
          <ReferenceLine
            key={at}
            x={at}
            stroke={killed ? 'var(--red)' : 'var(--ink-2)'}
            strokeDasharray="2 3"
            label={{
              value: number,
              position: 'top',
              fill: killed ? 'var(--red)' : 'var(--ink-2)',
              fontSize: 11,
              fontWeight: 600,
            }}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  )
}
