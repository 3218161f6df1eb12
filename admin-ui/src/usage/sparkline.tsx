import styles from './sparkline.module.css'

interface SparklineProps {
  readonly counts: readonly number[]
  readonly width?: number
}

const HEIGHT = 16
/** What happened at all is seen, however much more happened beside it. */
const LEAST = 1.5

/** A bar for each count, the highest fills the height. Says nothing to who cannot see: words must. */
export function Sparkline({ counts, width = 56 }: SparklineProps) {
  const most = Math.max(...counts, 1)
  const step = width / counts.length
  const bars = counts.map((count, index) => {
    const height = count === 0 ? 0 : Math.max(LEAST, (count / most) * (HEIGHT - 1))
    return `M${round(index * step)} ${HEIGHT}v${round(-height)}h${round(step * 0.72)}V${HEIGHT}z`
  })
  return (
    <svg
      className={styles.sparkline}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      aria-hidden="true"
    >
      <path className={styles.base} d={`M0 ${HEIGHT - 0.5}h${width}`} />
      <path className={styles.bars} d={bars.join('')} />
    </svg>
  )
}

function round(n: number): number {
  return Math.round(n * 100) / 100
}
