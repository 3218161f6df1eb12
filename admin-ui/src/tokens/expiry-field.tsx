import { Select } from '@mantine/core'

/** Days a token is good for; the empty one for ever. */
const DAYS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Does not expire' },
]

interface ExpiryFieldProps {
  readonly days: string
  readonly onChange: (days: string) => void
}

export function ExpiryField({ days, onChange }: ExpiryFieldProps) {
  return (
    <Select
      label="Good for"
      data={DAYS}
      value={days}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  )
}

/** The instant after so many days; null for never. */
export function expiryAfter(days: string, now: number): string | null {
  return days === '' ? null : new Date(now + Number(days) * 24 * 3_600_000).toISOString()
}
