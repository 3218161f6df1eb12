import { TagsInput, Textarea } from '@mantine/core'
import { useState } from 'react'

interface ValuesInputProps {
  readonly label: string
  readonly placeholder: string
  readonly hint?: string | undefined
  readonly values: readonly string[]
  readonly onChange: (values: string[]) => void
}

/** Past this many, pills are neither quick nor readable; then it is one value a line. */
const PILLS = 100

export function ValuesInput({ label, placeholder, hint, values, onChange }: ValuesInputProps) {
  if (values.length > PILLS) return <Lines label={label} values={values} onChange={onChange} />
  return (
    <TagsInput
      aria-label={label}
      placeholder={values.length === 0 ? placeholder : ''}
      description={hint}
      inputWrapperOrder={['input', 'description']}
      value={[...values]}
      onChange={onChange}
    />
  )
}

function Lines({
  label,
  values,
  onChange,
}: Pick<ValuesInputProps, 'label' | 'values' | 'onChange'>) {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = () => {
    if (typed === null) return
    const lines = typed.split('\n').map((line) => line.trim())
    onChange([...new Set(lines.filter((line) => line !== ''))])
    setTyped(null)
  }
  return (
    <Textarea
      aria-label={label}
      description={`${values.length} values, one a line.`}
      inputWrapperOrder={['input', 'description']}
      rows={8}
      spellCheck={false}
      value={typed ?? values.join('\n')}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
    />
  )
}
