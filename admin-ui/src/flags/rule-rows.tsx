import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { IconLink, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Rule } from '../conditions/operators.ts'
import { FieldsUnder } from '../shared/field-errors.tsx'
import { AddIndividuals } from './add-individuals.tsx'
import styles from './configuration-panel.module.css'
import type { Edits } from './edits.ts'
import { newRule } from './new-rule.ts'
import { RuleRow } from './rule-row.tsx'
import { armOrder } from './shares.ts'
import { SortableRules } from './sortable-rules.tsx'

interface RuleRowsProps {
  readonly flag: FlagView
  /** As the server has it: a release moves on while one types. */
  readonly configuration: FlagConfigurationView
  readonly shown: FlagConfigurationView
  readonly onChange: (edits: Edits) => void
}

/** Rules in order; the first whose conditions all hold decides. */
export function RuleRows({ flag, configuration, shown, onChange }: RuleRowsProps) {
  const { rules, offVariant } = shown
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const order = armOrder(Object.keys(flag.variants), offVariant)

  const setEditing = (id: string, editing: boolean) => {
    const next = new Set(open)
    if (editing) next.add(id)
    else next.delete(id)
    setOpen(next)
  }
  const add = () => {
    const rule = newRule(order[0] ?? offVariant)
    setEditing(rule.id, true)
    onChange({ rules: [...rules, rule] })
  }
  const set = (index: number, rule: Rule) => onChange({ rules: rules.with(index, rule) })
  const move = (from: number, to: number) => {
    const rule = rules[from]
    if (rule) onChange({ rules: rules.toSpliced(from, 1).toSpliced(to, 0, rule) })
  }
  return (
    <>
      <SortableRules rules={rules} onMove={move}>
        {rules.map((rule, index) => (
          <FieldsUnder key={rule.id} path={`rules.${index}`}>
            <RuleRow
              flag={flag}
              configuration={configuration}
              offVariant={offVariant}
              rule={rule}
              index={index}
              last={index === rules.length - 1}
              editing={open.has(rule.id)}
              onEditing={(editing) => setEditing(rule.id, editing)}
              onChange={(next) => set(index, next)}
              onMove={(by) => move(index, index + by)}
              onRemove={() => onChange({ rules: rules.toSpliced(index, 1) })}
            />
          </FieldsUnder>
        ))}
      </SortableRules>
      <div className={styles.add}>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={add}
        >
          Add rule
        </Button>
        <AddIndividuals variants={order} shown={shown} onChange={onChange} />
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconLink size={14} aria-hidden="true" />}
          onClick={() =>
            onChange({ prerequisites: [...shown.prerequisites, { flag: '', variants: [] }] })
          }
        >
          Add prerequisite
        </Button>
      </div>
    </>
  )
}
