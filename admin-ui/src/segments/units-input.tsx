import { ValuesInput } from '../conditions/values-input.tsx'
import { LongUnitsInput } from './long-units-input.tsx'

interface UnitsInputProps {
  readonly label: string
  readonly values: readonly string[]
  readonly onChange: (values: string[]) => void
}

/** Past this many a list is not read any more; it is asked, added to and taken from. */
const READ = 2_000

/** Ids, pasted in any of the ways in which lists of ids come. */
export function UnitsInput({ label, values, onChange }: UnitsInputProps) {
  const Input = values.length > READ ? LongUnitsInput : ValuesInput
  return (
    <Input
      label={label}
      placeholder="paste ids, separated by commas or lines"
      values={values}
      onChange={onChange}
    />
  )
}
