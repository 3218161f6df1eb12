import styles from './field-error-text.module.css'
import { useFieldError } from './field-errors.tsx'

interface FieldErrorTextProps {
  readonly path: string
  /** Not what is wrong with a part of it: that is said there. */
  readonly exact?: boolean
}

/** What is wrong with a field that has no place of its own to say it. */
export function FieldErrorText({ path, exact = false }: FieldErrorTextProps) {
  const error = useFieldError(path, exact)
  return error === undefined ? null : <p className={styles.error}>{error}</p>
}
