import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { PercentageField } from '../../flags/percentage-field.tsx'
import { WHOLE } from '../../flags/shares.ts'
import { FieldErrorText } from '../../shared/field-error-text.tsx'
import { FieldsUnder } from '../../shared/field-errors.tsx'
import { shareInForce } from '../timeline.ts'
import { DurationField } from './duration-field.tsx'
import { NumberField } from './number-field.tsx'
import { newKey, type StageDraft, withBake } from './plan-draft.ts'
import styles from './stages-editor.module.css'

interface StagesEditorProps {
  readonly stages: readonly StageDraft[]
  readonly units: string
  readonly onChange: (stages: readonly StageDraft[]) => void
  /** Those before it are behind a running release: what they were is history. */
  readonly from?: number
}

/** Step after step: how many, for how long at least, and who must have met it. */
export function StagesEditor({ stages, units, onChange, from = 0 }: StagesEditorProps) {
  const set = (index: number, stage: StageDraft) => onChange(stages.with(index, stage))
  const add = () => {
    const last = stages.at(-1)
    const share = Math.min(WHOLE, (last?.share ?? 500) * 2)
    const like = last ?? { bakeMs: 600_000, longestBakeMs: 1_200_000, minimumUnits: 0 }
    const { bakeMs, longestBakeMs, minimumUnits } = like
    const stage = { share, bakeMs, longestBakeMs, minimumUnits, holdback: 0, approval: false }
    onChange([...stages, { ...stage, key: newKey() }])
  }
  return (
    <div className={styles.stages}>
      <div className={styles.head} aria-hidden="true">
        <span>Stage</span>
        <span>Share</span>
        <span>At least</span>
        <span>At most, unproven</span>
        <span>Treated {units}</span>
        <span>Held back</span>
        <span>Asks first</span>
      </div>
      <ol>
        {stages.map((stage, index) => (
          <li key={stage.key} data-behind={index < from || undefined}>
            <FieldsUnder path={`stages.${index}`}>
              <StageFields
                number={index + 1}
                stage={stage}
                behind={index < from}
                onChange={(next) => set(index, next)}
                onRemove={
                  stages.length > 1 && index >= from
                    ? () => onChange(stages.toSpliced(index, 1))
                    : undefined
                }
              />
            </FieldsUnder>
          </li>
        ))}
      </ol>
      <FieldErrorText path="stages" exact />
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={add}
      >
        Add stage
      </Button>
    </div>
  )
}

interface StageFieldsProps {
  readonly number: number
  readonly stage: StageDraft
  readonly behind: boolean
  readonly onChange: (stage: StageDraft) => void
  readonly onRemove: (() => void) | undefined
}

function StageFields({ number, stage, behind, onChange, onRemove }: StageFieldsProps) {
  const name = `stage ${number}`
  return (
    <fieldset className={styles.row} disabled={behind} aria-label={`Stage ${number}`}>
      <span className={styles.number}>
        {number}
        <span className={styles.bar} aria-hidden="true">
          <span style={{ height: `${(shareInForce(stage) / WHOLE) * 100}%` }} />
        </span>
      </span>
      <div className={styles.percent} data-label="Share">
        <PercentageField
          label={`Share of ${name} in percent`}
          share={stage.share}
          onChange={(share) => onChange({ ...stage, share })}
        />
        <FieldErrorText path="share" />
      </div>
      <div data-label="At least">
        <DurationField
          label={`Bake time of ${name}`}
          path="bakeMs"
          ms={stage.bakeMs}
          onChange={(bakeMs) => onChange(withBake(stage, bakeMs))}
        />
      </div>
      <div data-label="At most, unproven">
        <DurationField
          label={`Longest bake time of ${name}`}
          path="longestBakeMs"
          ms={stage.longestBakeMs}
          onChange={(longestBakeMs) => onChange({ ...stage, longestBakeMs })}
        />
      </div>
      <div data-label="Treated people">
        <NumberField
          hideLabel
          label={`Least treated people of ${name}`}
          path="minimumUnits"
          value={stage.minimumUnits}
          onChange={(minimumUnits) => onChange({ ...stage, minimumUnits: minimumUnits ?? 0 })}
        />
      </div>
      <div className={styles.percent} data-label="Held back">
        <PercentageField
          label={`Held back in ${name} in percent`}
          share={stage.holdback}
          onChange={(holdback) => onChange({ ...stage, holdback })}
        />
        <FieldErrorText path="holdback" />
      </div>
      <label className={styles.approval} data-label="Asks first">
        <input
          type="checkbox"
          checked={stage.approval}
          onChange={(event) => onChange({ ...stage, approval: event.currentTarget.checked })}
          aria-label={`Somebody has to approve ${name}`}
        />
      </label>
      <ActionIcon
        aria-label={`Remove stage ${number}`}
        disabled={!onRemove}
        onClick={() => onRemove?.()}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </fieldset>
  )
}
