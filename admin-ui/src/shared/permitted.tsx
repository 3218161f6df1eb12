import { Tooltip } from '@mantine/core'
import { cloneElement, type MouseEvent, type ReactElement, useId } from 'react'
import { type Needs, useWhyNot } from '../projects/use-may.ts'
import styles from './permitted.module.css'

interface ControlProps {
  readonly onClick?: unknown
  readonly 'aria-describedby'?: string
}

interface PermittedProps {
  readonly needs: Needs
  /** The environment in view unless told. */
  readonly environment?: string
  /** A button, a menu item, a switch. */
  readonly children: ReactElement<ControlProps>
}

/**
 * A control for those who may use it. Others see it as well, disabled, and hear why when they point
 * at it or come to it by keyboard.
 */
export function Permitted({ needs, environment, children }: PermittedProps) {
  const reason = useWhyNot(needs, environment)
  return reason === undefined ? children : <Refused reason={reason}>{children}</Refused>
}

interface RefusedProps {
  readonly reason: string
  readonly children: ReactElement<ControlProps>
}

/** Not `disabled`: that takes the control out of the reach of the keyboard, and the reason with it. */
export function Refused({ reason, children }: RefusedProps) {
  const id = useId()
  const refused = {
    'data-disabled': true,
    'aria-disabled': true,
    'aria-describedby': id,
    onClick: (event?: MouseEvent) => event?.preventDefault(),
  }
  return (
    <Tooltip label={reason} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
      <span className={styles.refused}>
        {cloneElement(children, refused)}
        <span id={id} hidden>
          {reason}
        </span>
      </span>
    </Tooltip>
  )
}
