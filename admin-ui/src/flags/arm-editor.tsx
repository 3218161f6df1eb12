import { ActionIcon, Slider } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { PercentageField } from './percentage-field.tsx'
import styles from './rollout-editor.module.css'

interface ArmEditorProps {
  readonly variant: string
  /** In 1/1000 of a percent. */
  readonly share: number
  readonly off: boolean
  readonly onShare: (share: number) => void
  readonly onRemove: (() => void) | undefined
}

/** The share of one variant. */
export function ArmEditor({ variant, share, off, onShare, onRemove }: ArmEditorProps) {
  return (
    <div className={styles.arm} data-off={off || undefined}>
      <Slider
        classNames={{ root: styles.slider, bar: styles.bar }}
        value={share / 1_000}
        onChange={(value) => onShare(value * 1_000)}
        label={null}
        thumbLabel={`Share of ${variant}`}
      />
      <PercentageField label={`Percentage of ${variant}`} share={share} onChange={onShare} />
      <span className={styles.unit} title={variant}>
        % {variant}
      </span>
      {onRemove && (
        <ActionIcon aria-label={`Take ${variant} out of the rollout`} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  )
}
