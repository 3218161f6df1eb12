import { MultiSelect } from '@mantine/core'
import { usePlace } from '../projects/place.tsx'
import { useSegments } from '../segments/use-segments.ts'
import styles from './condition-editor.module.css'

interface SegmentsInputProps {
  readonly values: readonly string[]
  readonly error: string | undefined
  readonly onChange: (segments: string[]) => void
}

/** In any of these segments. One that is gone stays named, so that it can be taken out. */
export function SegmentsInput({ values, error, onChange }: SegmentsInputProps) {
  const { project } = usePlace()
  const { segments } = useSegments(project.key)
  const offered = new Map(segments.map(({ key, name }) => [key, name]))
  const all = [...new Set([...offered.keys(), ...values])]
  return (
    <MultiSelect
      className={styles.values}
      aria-label="Segments"
      placeholder={values.length === 0 ? 'segment' : ''}
      nothingFoundMessage={all.length === 0 ? 'There is no segment yet.' : 'No segment matches.'}
      data={all}
      value={[...values]}
      error={error}
      searchable
      onChange={onChange}
    />
  )
}
