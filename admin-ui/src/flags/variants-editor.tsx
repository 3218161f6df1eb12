import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { rowProblem, type ValueType, type VariantRow } from './variant-rows.ts'
import styles from './variants-editor.module.css'

interface VariantsEditorProps {
  readonly type: ValueType
  readonly rows: readonly VariantRow[]
  readonly onChange: (rows: readonly VariantRow[]) => void
}

export function VariantsEditor({ type, rows, onChange }: VariantsEditorProps) {
  const change = (id: number, part: Partial<VariantRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  const add = () =>
    onChange([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, name: '', text: '' }])
  return (
    <fieldset className={styles.variants}>
      <legend>Variants</legend>
      {rows.map((row, index) => {
        const problem = row.name === '' ? null : rowProblem(type, row, rows)
        return (
          <div key={row.id} className={styles.row}>
            <TextInput
              aria-label={`Name of variant ${index + 1}`}
              placeholder="name"
              value={row.name}
              onChange={(event) => change(row.id, { name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={`Value of variant ${index + 1}`}
              placeholder="value"
              value={row.text}
              error={problem}
              onChange={(event) => change(row.id, { text: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={`Remove variant ${row.name || index + 1}`}
              onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
              disabled={rows.length === 1}
              mt={2}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        )
      })}
      <Button size="xs" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add}>
        Add variant
      </Button>
    </fieldset>
  )
}
