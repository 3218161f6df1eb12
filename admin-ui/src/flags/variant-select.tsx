import { Select } from '@mantine/core'

interface VariantSelectProps {
  readonly label: string
  readonly variants: readonly string[]
  readonly value: string
  readonly onChange: (variant: string) => void
}

export function VariantSelect({ label, variants, value, onChange }: VariantSelectProps) {
  return (
    <Select
      aria-label={label}
      data={variants}
      value={value}
      onChange={(variant) => variant !== null && onChange(variant)}
    />
  )
}
