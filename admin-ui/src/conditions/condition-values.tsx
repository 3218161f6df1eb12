import { useFieldError } from '../shared/field-errors.tsx'
import { InstantInput } from '../shared/instant-input.tsx'
import styles from './condition-editor.module.css'
import { type Condition, OPERATORS } from './operators.ts'
import { PatternInput } from './pattern-input.tsx'
import { SegmentsInput } from './segments-input.tsx'
import { TypedValueInput } from './typed-value-input.tsx'
import { readingOf } from './value-reading.ts'
import { ValuesInput } from './values-input.tsx'

interface ConditionValuesProps {
  readonly condition: Condition
  readonly onChange: (condition: Condition) => void
}

/** The editor that the operator asks for. */
export function ConditionValues({ condition, onChange }: ConditionValuesProps) {
  const { editor, arity } = OPERATORS[condition.operator]
  const error = useFieldError('values')
  const { values } = condition
  const set = (next: Condition['values']) => onChange({ ...condition, values: next })
  const one = { error, onChange: (value: Value | null) => set(value === null ? [] : [value]) }
  const reading = readingOf(condition, editor)

  if (editor === 'nothing') return <span className={styles.values} />
  // More than one value where one is offered came by the API; none of them is lost here.
  if (arity === 'many' && editor === 'segments') {
    return <SegmentsInput values={values.map(String)} error={error} onChange={set} />
  }
  if (arity === 'many' || values.length > 1) {
    return (
      <div className={styles.values}>
        <ValuesInput
          label="Values"
          placeholder={reading.placeholder}
          hint={reading.hint}
          error={error}
          values={values.map(reading.write)}
          onChange={(texts) => set(texts.map(reading.read))}
        />
      </div>
    )
  }
  const [value] = values
  if (editor === 'instant') {
    return (
      <div className={styles.values}>
        <InstantInput label="Value" value={instantText(value)} {...one} />
      </div>
    )
  }
  if (editor === 'pattern') {
    return <PatternInput value={value === undefined ? '' : String(value)} {...one} />
  }
  return <TypedValueInput value={value} reading={reading} {...one} />
}

type Value = Condition['values'][number]

/** Milliseconds since 1970 are an instant as well. */
function instantText(value: Value | undefined): string | null {
  if (typeof value !== 'number') return value === undefined ? null : String(value)
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString()
}
