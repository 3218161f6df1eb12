import { formatValue } from './condition-value.ts'
import { type Condition, OPERATORS, type Rule } from './operators.ts'
import styles from './rule-row.module.css'

interface RuleReadingProps {
  readonly rule: Rule
}

const VALUES_SHOWN = 12

/** The rule as a sentence: `country is one of DE FR IT and plan is pro`. */
export function RuleReading({ rule }: RuleReadingProps) {
  if (rule.conditions.length === 0) return <p className={styles.sentence}>everyone</p>
  return (
    <p className={styles.sentence}>
      {rule.conditions.map((condition, index) => (
        <span key={`${rule.id} ${index}`}>
          {index > 0 && ' and '}
          <ConditionReading condition={condition} />
        </span>
      ))}
    </p>
  )
}

function ConditionReading({ condition }: { readonly condition: Condition }) {
  const { attribute, operator, negate, values, ignoreCase } = condition
  const { words, negated } = OPERATORS[operator]
  const more = values.length - VALUES_SHOWN
  return (
    <>
      <code>{attribute || '…'}</code> {negate ? negated : words}{' '}
      {values.slice(0, VALUES_SHOWN).map((value) => (
        <span key={formatValue(value)}>
          <code className={styles.value}>{formatValue(value)}</code>{' '}
        </span>
      ))}
      {values.length === 0 && '…'}
      {more > 0 && `and ${more} more`}
      {ignoreCase && '(in any case)'}
    </>
  )
}
