import type { ReactNode } from 'react'
import {
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
} from 'recharts'
import styles from './time-chart.module.css'

export const AXIS_TICK = { fill: 'var(--ink-3)', fontSize: 11 }

interface TimeChartProps {
  /** In pixels. */
  readonly height: number
  readonly margin: { readonly top: number; readonly right: number }
  /** Each at a time, in milliseconds since 1970; the rest is what the lines and areas draw. */
  readonly points: readonly { readonly at: number }[]
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
  readonly tickWords: (at: number) => string
  /** What the chart shows, in words. */
  readonly label: string
  /** Of the point under the pointer, or the one that the arrow keys chose. */
  readonly tooltip: (
    at: number,
    payload: readonly { readonly name?: unknown; readonly value?: unknown }[],
  ) => ReactNode
  /** Axis of the values, lines, areas and marks. */
  readonly children: ReactNode
}

/** Values over time. A table beside it says the same. */
export function TimeChart(props: TimeChartProps) {
  const { height, margin, points, from, to, ticks, tickWords, label, tooltip, children } = props
  return (
    <ResponsiveContainer className={styles.chart ?? ''} width="100%" height={height}>
      <ComposedChart
        data={[...points]}
        margin={{ ...margin, bottom: 0, left: 0 }}
        aria-label={label}
        accessibilityLayer
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[from, to]}
          ticks={ticks}
          tickFormatter={tickWords}
          tick={AXIS_TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--hairline-strong)' }}
          minTickGap={8}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--ink-3)' }}
          content={({ active, label: at, payload }) =>
            active && <div className={styles.tooltip}>{tooltip(Number(at), payload)}</div>
          }
        />
        {children}
      </ComposedChart>
    </ResponsiveContainer>
  )
}

interface TimeMarkProps {
  readonly at: number
  readonly words: string
  /** It took something away. */
  readonly hurts: boolean
  /** Of the line; the words beside a mark that does not hurt stay readable ink. */
  readonly stroke: string
  readonly position: 'top' | 'insideTopLeft' | 'insideTopRight'
}

/** Something happened then. */
export function TimeMark({ at, words, hurts, stroke, position }: TimeMarkProps) {
  return (
    <ReferenceLine
      x={at}
      stroke={hurts ? 'var(--red)' : stroke}
      strokeDasharray="2 3"
      label={{
        value: words,
        position,
        fill: hurts ? 'var(--red)' : 'var(--ink-2)',
        fontSize: 11,
        fontWeight: 600,
      }}
    />
  )
}
