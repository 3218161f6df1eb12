import { Slider } from '@mantine/core'
import { percent } from '../shared/number-words.ts'
import { AttributeInput } from './attribute-input.tsx'
import { PercentageField } from './percentage-field.tsx'
import styles from './rollout-editor.module.css'
import { DEFAULT_BUCKET_BY } from './serve-words.ts'
import { type Rollout, setShare } from './shares.ts'

interface RolloutEditorProps {
  readonly rollout: Rollout
  readonly offVariant: string
  readonly onChange: (rollout: Rollout) => void
}

/** Of two arms one is edited and the other is the rest; of more, each. They always add up. */
export function RolloutEditor({ rollout, offVariant, onChange }: RolloutEditorProps) {
  const { shares, bucketBy = DEFAULT_BUCKET_BY } = rollout
  const edited = shares.length === 2 ? shares.slice(0, 1) : shares
  const rest = shares.length === 2 ? shares[1] : undefined
  const set = (index: number, share: number) =>
    onChange({ ...rollout, shares: setShare(shares, index, share) })
  const setBucketBy = (attribute: string) => {
    const { bucketBy: _before, ...others } = rollout
    onChange(attribute === DEFAULT_BUCKET_BY ? others : { ...others, bucketBy: attribute })
  }
  return (
    <div className={styles.rollout}>
      {edited.map(({ variant, share }, index) => (
        <div key={variant} className={styles.arm} data-off={variant === offVariant || undefined}>
          <Slider
            classNames={{ root: styles.slider, bar: styles.bar }}
            value={share / 1_000}
            onChange={(value) => set(index, value * 1_000)}
            label={null}
            thumbLabel={`Share of ${variant}`}
          />
          <PercentageField
            label={`Percentage of ${variant}`}
            share={share}
            onChange={(next) => set(index, next)}
          />
          <span className={styles.unit}>% {variant}</span>
        </div>
      ))}
      <div className={styles.by}>
        {rest && (
          <span>
            {percent(rest.share)} {rest.variant}
          </span>
        )}
        <span className={styles.bucket}>
          by <AttributeInput label="Bucket by" value={bucketBy} onChange={setBucketBy} required />
        </span>
      </div>
    </div>
  )
}
