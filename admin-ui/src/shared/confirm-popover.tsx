import { Button, type ButtonProps, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ConfirmQuestion } from './confirm-question.tsx'
import { Refused } from './permitted.tsx'
import { useFocusGivenBack } from './use-focus-given-back.ts'

interface ConfirmPopoverProps {
  /** What it is about, for those who do not see the row: `Revoke shop-api`. */
  readonly label: string
  /** On the button that asks. */
  readonly children: ReactNode
  /** What is lost, and who notices. */
  readonly question: ReactNode
  /** On the button that does it: `Revoke key`. */
  readonly verb: string
  readonly failure: unknown
  readonly pending: boolean
  /** Calls `close` when it is done; the popover stays while it is not, and says what went wrong. */
  readonly onConfirm: (close: () => void) => void
  readonly position?: 'bottom-end' | 'top-start'
  readonly disabled?: boolean
  /** Why who looks may not; undefined when they may. */
  readonly refused?: string | undefined
  readonly button?: Pick<ButtonProps, 'size' | 'variant' | 'leftSection'>
}

/** A red button that first says what it takes away. */
export function ConfirmPopover(props: ConfirmPopoverProps) {
  const { label, children, question, verb, failure, pending, onConfirm } = props
  const { position = 'bottom-end', disabled = false, button } = props
  const [asking, { open, close }] = useDisclosure()
  useFocusGivenBack(asking)
  if (props.refused !== undefined) {
    return (
      <Refused reason={props.refused}>
        <Button color="red" aria-label={label} {...button}>
          {children}
        </Button>
      </Refused>
    )
  }
  return (
    <Popover
      opened={asking}
      onDismiss={close}
      width={320}
      position={position}
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <Button color="red" aria-label={label} disabled={disabled} onClick={open} {...button}>
          {children}
        </Button>
      </Popover.Target>
      <ConfirmQuestion
        label={label}
        question={question}
        verb={verb}
        failure={failure}
        pending={pending}
        onCancel={close}
        onConfirm={() => onConfirm(close)}
      />
    </Popover>
  )
}
