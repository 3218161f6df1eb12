import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { ActionIcon } from '@mantine/core'
import { IconLink, IconTrash } from '@tabler/icons-react'
import { FieldErrorText } from '../shared/field-error-text.tsx'
import { FieldsUnder } from '../shared/field-errors.tsx'
import { ConfigurationRow } from './configuration-row.tsx'
import type { Edits } from './edits.ts'
import { PrerequisiteEditor } from './prerequisite-editor.tsx'

interface PrerequisiteRowsProps {
  readonly flag: FlagView
  readonly shown: FlagConfigurationView
  readonly onChange: (edits: Edits) => void
}

/** Other flags that must be on and serve this; as long as one does not, everybody gets the off variant. */
export function PrerequisiteRows({ flag, shown, onChange }: PrerequisiteRowsProps) {
  const { prerequisites, offVariant } = shown
  return prerequisites.map((prerequisite, index) => (
    // A flag that is being chosen has no name yet, and the order is not changed.
    <FieldsUnder key={index} path={`prerequisites.${index}`}>
      <ConfigurationRow
        mark={<IconLink size={14} />}
        label={index === 0 ? 'Only if' : 'and only if'}
        name={`Prerequisite ${index + 1}`}
        who={
          <>
            <PrerequisiteEditor
              flag={flag}
              prerequisite={prerequisite}
              taken={prerequisites.map((one) => one.flag)}
              onChange={(next) => onChange({ prerequisites: prerequisites.with(index, next) })}
            />
            <FieldErrorText path="flag" />
            <FieldErrorText path="variants" />
          </>
        }
        actions={
          <ActionIcon
            aria-label={`Remove prerequisite ${prerequisite.flag || index + 1}`}
            onClick={() => onChange({ prerequisites: prerequisites.toSpliced(index, 1) })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        }
      >
        <span>
          what follows; otherwise <code>{offVariant}</code>
        </span>
      </ConfigurationRow>
    </FieldsUnder>
  ))
}
