import { Line, ReferenceArea, ReferenceLine, YAxis } from 'recharts'
import { AXIS_TICK, TimeChart, TimeMark } from '../shared/time-chart.tsx'
import { evidenceTicks, powerText } from './evidence-axis.ts'
import { type EvidenceSeries, endOffsets, type moveMarks } from './evidence-series.ts'
import { evidenceText } from './evidence-words.ts'
import { moveTime } from './move-time.ts'

interface EvidenceChartProps {
  readonly series: EvidenceSeries
  readonly marks: ReturnType<typeof moveMarks>
  readonly label: string
  readonly narrow: boolean
}

const HEIGHT = 280
/** Share of the time after which words have no place to the right of their mark. */
const LATE = 0.9
/** Lines are told apart by their dashes: colours mean something else here. */
const DASHES = ['', '6 3', '2 3', '10 3 2 3', '1 4', '8 2', '4 4', '12 4']

/** Powers of ten over time. The table says the same. */
export function EvidenceChart({ series, marks, label, narrow }: EvidenceChartProps) {
  const { rows, guards, threshold, low, high } = series
  const [from, to] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0]
  const offsets = endOffsets(series, HEIGHT - 42, 13)
  const timeTicks = evidenceTicks(from, to, narrow ? 4 : 8)
  return (
    <TimeChart
      height={HEIGHT}
      margin={{ top: 12, right: 72 }}
      points={rows}
      from={from}
      to={to}
      ticks={timeTicks.ticks}
      tickWords={timeTicks.words}
      label={label}
      tooltip={(at, payload) => (
        <>
          <p>{moveTime(new Date(at).toISOString(), false)}</p>
          <ul>
            {payload.map(({ name, value }) => (
              <li key={String(name)}>
                <span>{String(name)}</span>
                <strong>{evidenceText(Number(value) * Math.LN10)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    >
      <YAxis
        width={56}
        type="number"
        domain={[low, high]}
        ticks={Array.from({ length: high - low + 1 }, (_, index) => low + index)}
        tickFormatter={powerText}
        tick={AXIS_TICK}
        tickLine={false}
        axisLine={false}
        allowDataOverflow
      />
      {threshold !== null && (
        <ReferenceArea y1={threshold} y2={high} fill="var(--red-wash)" fillOpacity={0.7} />
      )}
      {threshold !== null && (
        <ReferenceLine
          y={threshold}
          stroke="var(--red)"
          strokeWidth={1.5}
          label={{
            value: `rolls back at ${evidenceText(threshold * Math.LN10)}`,
            position: 'insideBottomLeft',
            fill: 'var(--red)',
            fontSize: 11,
            fontWeight: 600,
          }}
        />
      )}
      <ReferenceLine y={0} stroke="var(--hairline-strong)" />
      {marks.map(({ at, label: words, back }) => (
        <TimeMark
          key={at}
          at={Math.min(to, Math.max(from, at))}
          words={words}
          hurts={back}
          stroke="var(--canary-edge)"
          // At the end there is the name of the line.
          position={at - from > (to - from) * LATE ? 'insideTopRight' : 'insideTopLeft'}
        />
      ))}
      {guards.map(({ id, name }, index) => (
        <Line
          key={id}
          dataKey={id}
          name={name}
          type="linear"
          stroke="var(--ink)"
          strokeWidth={2}
          strokeDasharray={DASHES[index % DASHES.length] ?? ''}
          dot={rows.length < 30 ? { r: 2.5, fill: 'var(--ink)', strokeWidth: 0 } : false}
          activeDot={{ r: 4, fill: 'var(--ink)', stroke: 'var(--surface)' }}
          isAnimationActive={false}
          label={<EndLabel last={rows.length - 1} name={name} down={offsets.get(id) ?? 0} />}
        />
      ))}
    </TimeChart>
  )
}

interface EndLabelProps {
  readonly last: number
  readonly name: string
  readonly down: number
  readonly index?: number
  readonly x?: number | string
  readonly y?: number | string
}

/** The guard's name where its line ends: no legend to look up. */
function EndLabel({ last, name, down, index, x = 0, y = 0 }: EndLabelProps) {
  if (index !== last) return null
  return (
    <text
      x={Number(x) + 8}
      y={Number(y) + 4 + down}
      fill="var(--ink)"
      fontSize={11}
      fontWeight={600}
    >
      {name.length > 11 ? `${name.slice(0, 10)}…` : name}
    </text>
  )
}
