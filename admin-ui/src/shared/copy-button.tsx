import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'

interface CopyProps {
  readonly text: string
  /** What is copied, for the button's name: `Copy SDK key`. */
  readonly what: string
}

export function CopyIcon({ text, what }: CopyProps) {
  const clipboard = useClipboard({ timeout: 1_500 })
  return (
    <Tooltip label={clipboard.copied ? 'Copied' : `Copy ${what}`}>
      <ActionIcon
        aria-label={clipboard.copied ? `Copied ${what}` : `Copy ${what}`}
        onClick={() => clipboard.copy(text)}
        size={24}
      >
        {clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  )
}

export function CopyButton({ text, what }: CopyProps) {
  const clipboard = useClipboard({ timeout: 1_500 })
  return (
    <Button
      aria-label={`Copy ${what}`}
      onClick={() => clipboard.copy(text)}
      leftSection={clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
    >
      {clipboard.copied ? 'Copied' : 'Copy'}
    </Button>
  )
}
