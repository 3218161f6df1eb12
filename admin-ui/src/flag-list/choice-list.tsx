import { Select } from '@mantine/core'
import type { ChoiceProps } from './choice.tsx'

const WIDE = { width: 'max-content', position: 'bottom-start' } as const
const LOW = { dropdown: { maxHeight: 320, overflowY: 'auto' } } as const
const SEARCHED_FROM = 8

/** Opened with the click that made it. */
export function ChoiceList(props: ChoiceProps) {
  const { label, value, options, shown, clearable = false, className, onChange } = props
  const isOffered = value === null || options.some((option) => option.value === value)
  const data = isOffered ? options : [...options, { value, label: shown ?? value }]
  return (
    <Select
      className={className}
      aria-label={label}
      placeholder={label}
      data={data}
      value={value}
      onChange={(chosen) => onChange(chosen)}
      allowDeselect={clearable}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      searchable={options.length > SEARCHED_FROM}
      comboboxProps={WIDE}
      styles={LOW}
      autoFocus
      defaultDropdownOpened
    />
  )
}
