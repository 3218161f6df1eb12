import { type ConditionValue, formatValue, parseValue } from './condition-value.ts'
import type { Condition, Editor } from './operators.ts'

/** How what is typed becomes a value, and a value is typed. */
export interface ValueReading {
  readonly read: (text: string) => ConditionValue
  readonly write: (value: ConditionValue) => string
  readonly placeholder: string
  /** Said beneath, where one may be surprised. */
  readonly hint: string | undefined
}

const PLACEHOLDERS: Readonly<Partial<Record<Editor, string>>> = {
  number: '42',
  version: '2.3.0',
  ranges: '10.0.0.0/8',
}

export function readingOf({ attribute, values }: Condition, editor: Editor): ValueReading {
  const placeholder = PLACEHOLDERS[editor] ?? (values.length > 1 ? 'values' : 'value')
  // A targeting key is text by definition, even when it looks like a number.
  if (editor === 'values' && attribute !== 'targetingKey') {
    return { read: parseValue, write: formatValue, placeholder, hint: typeHint(values) }
  }
  if (editor === 'number') {
    return { read: readNumber, write: String, placeholder, hint: undefined }
  }
  const trims = editor !== 'texts'
  return {
    read: (text) => (trims ? text.trim() : text),
    write: String,
    placeholder,
    hint: undefined,
  }
}

/** What is no number stays text, for the server to say so at the field. */
function readNumber(text: string): ConditionValue {
  const number = Number(text.trim().replace(',', '.'))
  return Number.isFinite(number) ? number : text
}

function typeHint(values: Condition['values']): string | undefined {
  const typed = values.find((value) => typeof value !== 'string')
  return typed === undefined
    ? undefined
    : `${typed} is a ${typeof typed}; write "${typed}" in quotes for text.`
}
