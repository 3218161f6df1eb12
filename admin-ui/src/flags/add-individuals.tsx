import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button, Menu } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import type { Edits } from './edits.ts'

interface AddIndividualsProps {
  readonly variants: readonly string[]
  readonly shown: FlagConfigurationView
  readonly onChange: (edits: Edits) => void
}

/** Offers the variants that nobody gets individually yet. */
export function AddIndividuals({ variants, shown, onChange }: AddIndividualsProps) {
  const { targets } = shown
  const left = variants.filter((variant) => !targets.some((one) => one.variant === variant))
  if (left.length === 0) return null
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconUserPlus size={14} aria-hidden="true" />}
        >
          Add individuals
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>who get</Menu.Label>
        {left.map((variant) => (
          <Menu.Item
            key={variant}
            onClick={() => onChange({ targets: [...targets, { variant, values: [] }] })}
          >
            {variant}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
