import type { ReactNode } from 'react'
import { type Needs, useWhyNot } from '../projects/use-may.ts'
import styles from './read-only.module.css'

interface ReadOnlyProps {
  readonly unless: Needs
  /** The environment in view unless told. */
  readonly environment?: string
  readonly children: ReactNode
}

/** A form that can be read by all and filled in by who may send it: nobody types in vain. */
export function ReadOnly({ unless, environment, children }: ReadOnlyProps) {
  const reason = useWhyNot(unless, environment)
  if (reason === undefined) return children
  return (
    <fieldset className={styles.readOnly} disabled>
      <legend>{reason}</legend>
      {children}
    </fieldset>
  )
}
