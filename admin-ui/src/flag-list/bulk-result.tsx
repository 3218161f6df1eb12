import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { counted } from '../shared/number-words.ts'
import { approvable, failed, forcedAgain, UNDO_MS, undoOf } from './bulk-acts.ts'
import styles from './bulk-bar.module.css'
import { useBulk } from './bulk-provider.tsx'
import { BulkRefused } from './bulk-refused.tsx'
import { resultWords, undoWords } from './bulk-words.ts'
import { useAskForEach } from './use-ask-for-each.ts'

/** What became of each, and the way back. What went well leaves by itself; what was refused stays. */
export function BulkResult() {
  const { project } = usePlace()
  const nameOf = useEnvironmentName()
  const { result, run, dismiss } = useBulk()
  const { asked, pending, ask } = useAskForEach(project.key)
  const [mayUndo, setMayUndo] = useState(true)
  const isClean = result !== null && failed(result).length === 0
  useEffect(() => {
    const timer = setTimeout(() => {
      setMayUndo(false)
      if (isClean) dismiss()
    }, UNDO_MS)
    return () => clearTimeout(timer)
  }, [isClean, dismiss])
  if (!result) return null
  const refused = failed(result)
  const undo = mayUndo ? undoOf(result) : null
  const forced = forcedAgain(result)
  const unasked = approvable(result).filter(({ flag }) => {
    const became = asked.get(flag)
    return became === undefined || 'why' in became
  })
  return (
    <div className={styles.strip}>
      <strong>{resultWords(result, nameOf)}</strong>
      <div>
        {undo && (
          <Button onClick={() => run(undo.keys, undo.act, { comment: undoWords(result) })}>
            Undo
          </Button>
        )}
        {forced && (
          <Button
            color="red"
            onClick={() => run(forced.keys, forced.act, { comment: result.comment })}
          >
            {forced.act.type === 'delete' ? 'Delete' : 'Archive'} all the same
          </Button>
        )}
        {unasked.length > 0 && (
          <Button loading={pending} onClick={() => ask(unasked, result.comment)}>
            Ask for approval of {counted(unasked.length, 'flag')}
          </Button>
        )}
        <Button variant="subtle" onClick={dismiss}>
          Dismiss
        </Button>
      </div>
      {refused.length > 0 && <BulkRefused refused={refused} asked={asked} />}
    </div>
  )
}
