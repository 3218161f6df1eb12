import { Autocomplete } from '@mantine/core'
import { useState } from 'react'
import { classNames } from '../shared/class-names.ts'
import styles from './attribute-input.module.css'
import { useKnownAttributes } from './use-known-attributes.ts'

interface AttributeInputProps {
  readonly className?: string | undefined
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (attribute: string) => void
  /** Left empty, it goes back to what it was. */
  readonly required?: boolean
}

/** A dotted path into the context; offers those that this project's rules use already. */
export function AttributeInput(props: AttributeInputProps) {
  const { label, value, error, onChange, required = false } = props
  const known = useKnownAttributes()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Autocomplete
      className={classNames(styles.attribute, props.className)}
      aria-label={label}
      placeholder="attribute"
      data={known}
      value={typed ?? value}
      error={typed === null && error}
      maxLength={256}
      spellCheck={false}
      autoComplete="off"
      onChange={(text) => {
        const attribute = text.trim()
        setTyped(text)
        if (attribute !== '' || !required) onChange(attribute)
      }}
      onBlur={() => setTyped(null)}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  )
}
