import type { Icon } from '@tabler/icons-react'

/** One line of the palette: what it says, and what Enter does. */
export interface PaletteCommand {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly hint?: string
  readonly icon: Icon
  readonly danger?: boolean
  readonly run: () => void
}
