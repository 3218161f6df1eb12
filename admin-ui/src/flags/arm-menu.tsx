import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'

interface ArmMenuProps {
  /** Variants that are not in the rollout. */
  readonly left: readonly string[]
  readonly onAdd: (variant: string) => void
  readonly onEven: () => void
}

export function ArmMenu({ left, onAdd, onEven }: ArmMenuProps) {
  return (
    <span>
      {left.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconPlus size={14} aria-hidden="true" />}
            >
              Add variant
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {left.map((variant) => (
              <Menu.Item key={variant} onClick={() => onAdd(variant)}>
                {variant}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button size="xs" variant="subtle" onClick={onEven}>
        Split evenly
      </Button>
    </span>
  )
}
