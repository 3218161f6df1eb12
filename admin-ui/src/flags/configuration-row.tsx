import type { ReactNode } from 'react'
import styles from './configuration-panel.module.css'
import type { Draggable } from './drag-handle.tsx'

interface ConfigurationRowProps {
  readonly mark?: ReactNode
  readonly label: ReactNode
  /** The group's name for those who do not see the row. */
  readonly name?: string
  /** Who it is for; the rest is what they get. */
  readonly who?: ReactNode
  readonly actions?: ReactNode
  /** It is edited, and needs the width of a narrow screen. */
  readonly editing?: boolean
  /** It can be put elsewhere among its like. */
  readonly draggable?: Draggable | undefined
  readonly children: ReactNode
}

/** One line of targeting: who → what. */
export function ConfigurationRow(props: ConfigurationRowProps) {
  const { mark = '', label, name, who, actions, editing, draggable, children } = props
  return (
    <fieldset
      ref={draggable?.ref}
      className={styles.row}
      style={draggable?.style}
      data-lifted={draggable?.lifted || undefined}
      aria-label={name ?? String(label)}
      data-editing={editing || undefined}
    >
      <div className={styles.mark}>
        <span aria-hidden="true">{mark}</span>
        {draggable?.handle}
      </div>
      <div className={styles.who}>
        {label && <div className={styles.label}>{label}</div>}
        {who}
      </div>
      <span className={styles.arrow} aria-hidden="true">
        →
      </span>
      <div className={styles.what}>{children}</div>
      <div className={styles.actions}>{actions}</div>
    </fieldset>
  )
}
