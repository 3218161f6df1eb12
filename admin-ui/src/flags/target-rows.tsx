import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { ValuesInput } from '../conditions/values-input.tsx'
import { ConfigurationRow } from './configuration-row.tsx'
import type { Edits } from './edits.ts'
import { ServeSummary } from './serve-summary.tsx'

interface TargetRowsProps {
  readonly shown: FlagConfigurationView
  readonly onChange: (edits: Edits) => void
}

/** People named one by one, a row for each variant they get. */
export function TargetRows({ shown, onChange }: TargetRowsProps) {
  const { targets, offVariant } = shown
  return targets.map(({ variant, values }, index) => (
    <ConfigurationRow
      key={variant}
      label="Individually"
      name={`Individually ${variant}`}
      mark="@"
      who={
        <ValuesInput
          label={`Targeting keys that get ${variant}`}
          placeholder="targeting keys"
          values={values}
          onChange={(next) => onChange({ targets: targets.with(index, { variant, values: next }) })}
        />
      }
      actions={
        <ActionIcon
          aria-label={`Remove individual targets of ${variant}`}
          onClick={() => onChange({ targets: targets.toSpliced(index, 1) })}
        >
          <IconTrash size={14} />
        </ActionIcon>
      }
    >
      <ServeSummary serve={{ variant }} offVariant={offVariant} />
    </ConfigurationRow>
  ))
}
