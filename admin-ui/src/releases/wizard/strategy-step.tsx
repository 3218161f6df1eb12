import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { TemplateView } from '@bunting/flag-server/releases/release-schemas.ts'
import { NativeSelect } from '@mantine/core'
import { AttributeInput } from '../../conditions/attribute-input.tsx'
import { ruleName } from '../../flags/rule-name.ts'
import { FieldErrorText } from '../../shared/field-error-text.tsx'
import { useFieldError } from '../../shared/field-errors.tsx'
import { type PlanDraft, withTemplate } from './plan-draft.ts'
import styles from './plan-page.module.css'
import { TemplateChoice } from './template-choice.tsx'

interface StrategyStepProps {
  readonly environment: string
  readonly flag: FlagView
  readonly templates: readonly TemplateView[]
  readonly draft: PlanDraft
  readonly onChange: (parts: Partial<PlanDraft>) => void
}

const EVERYONE = ''

/** How it moves, whom, and from what to what. */
export function StrategyStep(props: StrategyStepProps) {
  const { environment, flag, templates, draft, onChange } = props
  const rules = flag.environments[environment]?.rules ?? []
  const variants = Object.keys(flag.variants)
  const errors = { control: useFieldError('control'), treatment: useFieldError('treatment') }
  const ruleError = useFieldError('rule')
  return (
    <>
      <TemplateChoice
        templates={templates}
        value={draft.template}
        onChange={(template) => onChange(withTemplate(template))}
      />
      <div className={styles.fields}>
        <NativeSelect
          label="Whom it moves"
          data={[
            { value: EVERYONE, label: 'Everyone else' },
            ...rules.map((rule, index) => ({ value: rule.id, label: ruleName(rule, index) })),
          ]}
          value={draft.rule ?? EVERYONE}
          error={ruleError}
          onChange={({ currentTarget: { value } }) =>
            onChange({ rule: value === EVERYONE ? null : value })
          }
        />
        {(['control', 'treatment'] as const).map((arm) => (
          <NativeSelect
            key={arm}
            label={arm === 'control' ? 'From' : 'To'}
            data={variants}
            value={draft[arm]}
            error={errors[arm]}
            onChange={({ currentTarget: { value } }) => onChange({ [arm]: value })}
          />
        ))}
        <div>
          <span className={styles.label}>Counted by</span>
          <AttributeInput
            label="Counted by"
            value={draft.bucketBy}
            onChange={(bucketBy) => onChange({ bucketBy })}
          />
          <FieldErrorText path="bucketBy" />
        </div>
      </div>
      <p className={styles.hint}>
        {draft.bucketBy === 'instance'
          ? 'Whole instances of your application get it, each with everybody it serves.'
          : draft.bucketBy === ''
            ? 'Each user by themselves, or as this place of the flag counts already.'
            : `Everybody with the same ${draft.bucketBy} gets the same.`}
      </p>
    </>
  )
}
