import { createContext, type ReactNode, useContext, useMemo } from 'react'

/** A fault of what was typed; the path names the field, as in `rules.0.conditions.1.values.0`. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

const FieldErrorsContext = createContext<readonly FieldError[]>([])

interface FieldErrorsProps {
  readonly errors: readonly FieldError[]
  readonly children: ReactNode
}

/** Faults of everything inside, which asks for its own with `useFieldError`. */
export function FieldErrors({ errors, children }: FieldErrorsProps) {
  return <FieldErrorsContext value={errors}>{children}</FieldErrorsContext>
}

/** Inside, paths begin below this one. */
export function FieldsUnder({ path, children }: { path: string; children: ReactNode }) {
  const errors = useContext(FieldErrorsContext)
  const inside = useMemo(() => errorsUnder(errors, path), [errors, path])
  return <FieldErrorsContext value={inside}>{children}</FieldErrorsContext>
}

/** What is wrong with the field or, unless `exact`, a part of it; undefined when nothing is. */
export function useFieldError(path: string, exact = false): string | undefined {
  const errors = errorsUnder(useContext(FieldErrorsContext), path)
  return errors.find((error) => !exact || error.path === '')?.message
}

/** Whether anything in here is wrong. */
export function useAnyFieldError(): boolean {
  return useContext(FieldErrorsContext).length > 0
}

export function errorsUnder(errors: readonly FieldError[], path: string): readonly FieldError[] {
  return errors.flatMap((error) => {
    if (error.path === path) return [{ ...error, path: '' }]
    return error.path.startsWith(`${path}.`)
      ? [{ ...error, path: error.path.slice(path.length + 1) }]
      : []
  })
}
