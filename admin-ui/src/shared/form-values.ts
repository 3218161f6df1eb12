/** A form's text fields by name, as typed. */
export function formValues(form: HTMLFormElement): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') values[name] = value
  }
  return values
}
