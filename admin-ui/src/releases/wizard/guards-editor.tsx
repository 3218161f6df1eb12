import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { FieldErrorText } from '../../shared/field-error-text.tsx'
import { FieldsUnder } from '../../shared/field-errors.tsx'
import { GuardFields } from './guard-fields.tsx'
import { GUARD_KINDS } from './guard-kinds.ts'
import styles from './guards-editor.module.css'
import { type GuardDraft, newGuard } from './plan-draft.ts'

interface GuardsEditorProps {
  readonly guards: readonly GuardDraft[]
  readonly onChange: (guards: readonly GuardDraft[]) => void
}

const MOST = 8

/** What watches the release. Each guard is another way to be wrong: few and telling ones are best. */
export function GuardsEditor({ guards, onChange }: GuardsEditorProps) {
  return (
    <div className={styles.editor}>
      {guards.length === 0 && (
        <p className={styles.none}>
          <strong>No guard.</strong> The release widens by time alone, and only a person rolls it
          back.
        </p>
      )}
      <ol>
        {guards.map((guard, index) => (
          <li key={guard.key}>
            <FieldsUnder path={`guards.${index}`}>
              <GuardFields
                number={index + 1}
                guard={guard}
                onChange={(next) => onChange(guards.with(index, next))}
                onRemove={() => onChange(guards.toSpliced(index, 1))}
              />
            </FieldsUnder>
          </li>
        ))}
      </ol>
      <FieldErrorText path="guards" exact />
      <div className={styles.add}>
        {GUARD_KINDS.map(({ kind, add }) => (
          <Button
            key={kind}
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            disabled={
              guards.length >= MOST ||
              // Two of them would count the same.
              ((kind === 'errors' || kind === 'latency') &&
                guards.some((guard) => guard.kind === kind))
            }
            onClick={() => onChange([...guards, newGuard(kind)])}
          >
            {add}
          </Button>
        ))}
      </div>
    </div>
  )
}
