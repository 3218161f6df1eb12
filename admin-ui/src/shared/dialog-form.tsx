import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { FailureNotice } from './failure-notice.tsx'
import styles from './form.module.css'
import { formValues } from './form-values.ts'

interface DialogFormProps {
  /** What the button does: `Create flag`, `Roll back in production`. */
  readonly verb: string
  readonly pending: boolean
  readonly disabled?: boolean
  /** It hurts: the button is red. */
  readonly danger?: boolean
  readonly failure?: unknown
  readonly cancelLabel?: string
  readonly onCancel: () => void
  /** @param values what stands in the fields that have a name */
  readonly onSubmit: (values: Readonly<Record<string, string>>) => void
  readonly children: ReactNode
}

/** Fields or sentences, what went wrong, Cancel and a verb. */
export function DialogForm(props: DialogFormProps) {
  const { verb, pending, disabled = false, danger = false, failure, cancelLabel = 'Cancel' } = props
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    props.onSubmit(formValues(event.currentTarget))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {props.children}
      <FailureNotice failure={failure} />
      <div className={styles.buttons}>
        <Button onClick={props.onCancel}>{cancelLabel}</Button>
        <Button
          type="submit"
          variant="filled"
          {...(danger && { color: 'red' })}
          loading={pending}
          disabled={disabled}
        >
          {verb}
        </Button>
      </div>
    </form>
  )
}
