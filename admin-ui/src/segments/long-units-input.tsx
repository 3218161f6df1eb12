import { Button, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { splitValues } from '../conditions/values-input.tsx'
import { CopyIcon } from '../shared/copy-button.tsx'
import { count, counted } from '../shared/number-words.ts'
import styles from './segment.module.css'

interface LongUnitsInputProps {
  readonly label: string
  readonly placeholder: string
  readonly values: readonly string[]
  readonly onChange: (values: string[]) => void
}

/** A list of many thousands: looks for what is typed in it, adds it and takes it out. */
export function LongUnitsInput({ label, values, onChange }: LongUnitsInputProps) {
  const [typed, setTyped] = useState('')
  const held = useMemo(() => new Set(values), [values])
  const ids = splitValues(typed)
  const there = ids.filter((id) => held.has(id))
  const change = (next: string[]) => {
    onChange(next)
    setTyped('')
  }
  const add = () => change([...values, ...ids.filter((id) => !held.has(id))])
  const remove = () => {
    const gone = new Set(there)
    change(values.filter((id) => !gone.has(id)))
  }
  return (
    <div className={styles.long}>
      <span className={styles.longCount}>
        {counted(values.length, 'id')} <CopyIcon text={values.join('\n')} what="all ids" />
      </span>
      <Textarea
        aria-label={`${label}: look for, add or remove`}
        placeholder="type or paste ids to look for, add or remove"
        autosize
        minRows={1}
        maxRows={6}
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {ids.length > 0 && (
        <span className={styles.longButtons} role="status">
          {count(there.length)} of {count(ids.length)} in the list
          {there.length < ids.length && (
            <Button size="xs" onClick={add}>
              Add {count(ids.length - there.length)}
            </Button>
          )}
          {there.length > 0 && (
            <Button size="xs" onClick={remove}>
              Remove {count(there.length)}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}
