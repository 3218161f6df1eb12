import { AttributeInput } from '../conditions/attribute-input.tsx'
import { percent } from '../shared/number-words.ts'
import { ArmEditor } from './arm-editor.tsx'
import { ArmMenu } from './arm-menu.tsx'
import { addArm, evenShares, removeArm } from './arms.ts'
import styles from './rollout-editor.module.css'
import { DEFAULT_BUCKET_BY } from './serve-words.ts'
import { type Rollout, type Shares, setShare } from './shares.ts'

interface RolloutEditorProps {
  readonly rollout: Rollout
  readonly offVariant: string
  /** All of the flag, in the order of arms. */
  readonly variants: readonly string[]
  readonly onChange: (rollout: Rollout) => void
}

/** Of a flag with two variants one is edited and the other is the rest; of more, each. They always add up. */
export function RolloutEditor({ rollout, offVariant, variants, onChange }: RolloutEditorProps) {
  const { shares, bucketBy = DEFAULT_BUCKET_BY } = rollout
  const pair = shares.length === 2 && variants.length === 2
  const rest = pair ? shares[1] : undefined
  const left = variants.filter((variant) => !shares.some((arm) => arm.variant === variant))
  const set = (next: Shares) => onChange({ ...rollout, shares: next })
  const setBucketBy = (attribute: string) => {
    const { bucketBy: _before, ...others } = rollout
    onChange(attribute === DEFAULT_BUCKET_BY ? others : { ...others, bucketBy: attribute })
  }
  return (
    <div className={styles.rollout}>
      {(pair ? shares.slice(0, 1) : shares).map(({ variant, share }, index) => (
        <ArmEditor
          key={variant}
          variant={variant}
          share={share}
          off={variant === offVariant}
          onShare={(next) => set(setShare(shares, index, next))}
          onRemove={shares.length > 2 ? () => set(removeArm(shares, index)) : undefined}
        />
      ))}
      <div className={styles.by}>
        {rest && (
          <span>
            {percent(rest.share)} {rest.variant}
          </span>
        )}
        {!pair && (
          <ArmMenu
            left={left}
            onAdd={(variant) => set(addArm(shares, variant, variants))}
            onEven={() => set(evenShares(shares))}
          />
        )}
        <span className={styles.bucket}>
          by{' '}
          <AttributeInput
            className={styles.attribute}
            label="Bucket by"
            value={bucketBy}
            onChange={setBucketBy}
            required
          />
        </span>
      </div>
    </div>
  )
}
