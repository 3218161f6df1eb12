import styles from './condition-reading.module.css'
import { betweenValues, valueWords } from './condition-words.ts'
import { type Condition, OPERATORS } from './operators.ts'

interface ConditionsReadingProps {
  readonly conditions: readonly Condition[]
  /** Said when there are none. */
  readonly none: string
}

/** Conditions as a sentence: `country is one of DE FR IT and plan is pro`. */
export function ConditionsReading({ conditions, none }: ConditionsReadingProps) {
  if (conditions.length === 0) return <p className={styles.sentence}>{none}</p>
  return (
    <p className={styles.sentence}>
      {conditions.map((condition, index) => (
        // Conditions have no name of their own, and their order is not changed.
        <span key={index}>
          {index > 0 && ' and '}
          <ConditionReading condition={condition} />
        </span>
      ))}
    </p>
  )
}

const VALUES_SHOWN = 12

export function ConditionReading({ condition }: { readonly condition: Condition }) {
  const { attribute, operator, negate, values, ignoreCase } = condition
  const { words, negated, arity } = OPERATORS[operator]
  const more = values.length - VALUES_SHOWN
  return (
    <>
      <code>{attribute || '…'}</code> {negate ? negated : words}{' '}
      {values.slice(0, VALUES_SHOWN).map((value, index) => (
        <span key={`${typeof value} ${value}`}>
          {index > 0 && betweenValues(condition) === ' or ' && 'or '}
          <code className={styles.value}>{valueWords(condition, value)}</code>{' '}
        </span>
      ))}
      {values.length === 0 && arity !== 'none' && '…'}
      {more > 0 && `and ${more} more`}
      {ignoreCase && '(in any case)'}
    </>
  )
}
