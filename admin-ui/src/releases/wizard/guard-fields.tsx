import { ActionIcon, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { FieldErrorText } from '../../shared/field-error-text.tsx'
import { useFieldError } from '../../shared/field-errors.tsx'
import { guardKind } from './guard-kinds.ts'
import styles from './guards-editor.module.css'
import { NumberField } from './number-field.tsx'
import { DEFAULT_CEILING, type GuardDraft } from './plan-draft.ts'

const QUERY = 'sum(rate(http_requests_total{status=~"5.."}[1m]))'

interface GuardFieldsProps {
  readonly number: number
  readonly guard: GuardDraft
  readonly onChange: (guard: GuardDraft) => void
  readonly onRemove: () => void
}

export function GuardFields({ number, guard, onChange, onRemove }: GuardFieldsProps) {
  const { name, about } = guardKind(guard.kind)
  const change = (parts: Partial<GuardDraft>) => onChange({ ...guard, ...parts })
  return (
    <fieldset className={styles.guard} aria-label={`Guard ${number}: ${name}`}>
      <div className={styles.what}>
        <strong>{name}</strong>
        <ActionIcon aria-label={`Remove guard ${number}`} onClick={onRemove}>
          <IconTrash size={14} />
        </ActionIcon>
      </div>
      <p className={styles.about}>{about}</p>
      <div className={styles.fields}>
        {guard.kind === 'event' && <MetricField guard={guard} onChange={change} />}
        {guard.kind === 'latency' && (
          <NumberField
            label="Slow from"
            path="controlP95Ms"
            placeholder="measured"
            optional
            unit="ms"
            value={guard.controlP95Ms}
            onChange={(controlP95Ms) => change({ controlP95Ms })}
          />
        )}
        {guard.kind === 'prometheus' ? (
          <PrometheusFields guard={guard} onChange={change} />
        ) : (
          <ComparisonFields guard={guard} onChange={change} />
        )}
      </div>
      <FieldErrorText path="id" />
    </fieldset>
  )
}

interface PartProps {
  readonly guard: GuardDraft
  readonly onChange: (parts: Partial<GuardDraft>) => void
}

function MetricField({ guard, onChange }: PartProps) {
  const error = useFieldError('metric')
  return (
    <TextInput
      label="Event"
      placeholder="checkout_failed"
      value={guard.metric}
      error={error}
      maxLength={128}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange({ metric: event.currentTarget.value })}
    />
  )
}

function ComparisonFields({ guard, onChange }: PartProps) {
  return (
    <>
      <NumberField
        label="Tolerated"
        path="toleratedRatio"
        unit="×"
        value={guard.toleratedRatio}
        onChange={(ratio) => onChange({ toleratedRatio: ratio ?? 1 })}
      />
      <NumberField
        label="Ceiling"
        path="ceiling"
        placeholder="none"
        optional
        unit="%"
        value={guard.ceiling === null ? null : Math.round(guard.ceiling * 100_000) / 1_000}
        onChange={(percent) => onChange({ ceiling: percent === null ? null : percent / 100 })}
      />
      <p className={styles.reading}>
        {guard.toleratedRatio === 1
          ? 'Rolled back when it happens to more people than in the control.'
          : `Rolled back when it happens to more than ${guard.toleratedRatio} times as many people as in the control.`}{' '}
        {guard.ceiling === null
          ? 'No share of people is too much by itself.'
          : `When more than ${Math.round(guard.ceiling * 100_000) / 1_000} % of people are hit in both arms, something else is broken: the release holds.`}
        {guard.ceiling === null && ` (Usual: ${DEFAULT_CEILING * 100} %.)`}
      </p>
    </>
  )
}

function PrometheusFields({ guard, onChange }: PartProps) {
  const error = useFieldError('query')
  return (
    <>
      <Textarea
        className={styles.query}
        label="Query"
        placeholder={QUERY}
        value={guard.query}
        error={error}
        autosize
        minRows={1}
        maxRows={4}
        spellCheck={false}
        onChange={(event) => onChange({ query: event.currentTarget.value })}
      />
      <NativeSelect
        label="Bad when"
        data={[
          { value: 'above', label: 'above' },
          { value: 'below', label: 'below' },
        ]}
        value={guard.badWhen}
        onChange={({ currentTarget: { value } }) =>
          onChange({ badWhen: value === 'below' ? 'below' : 'above' })
        }
      />
      <NumberField
        label="Threshold"
        path="threshold"
        value={guard.threshold}
        onChange={(threshold) => onChange({ threshold: threshold ?? 0 })}
      />
      <NumberField
        label="In a row"
        path="inARow"
        value={guard.inARow}
        onChange={(inARow) => onChange({ inARow: inARow ?? 1 })}
      />
      <NativeSelect
        label="Then"
        data={[
          { value: 'hold', label: 'hold' },
          { value: 'roll-back', label: 'roll back' },
        ]}
        value={guard.onBad}
        onChange={({ currentTarget: { value } }) =>
          onChange({ onBad: value === 'roll-back' ? 'roll-back' : 'hold' })
        }
      />
    </>
  )
}
