import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { ChoiceBox } from './choice-box.tsx'
import { counted } from './number-words.ts'
import styles from './show-revoked.module.css'

/** Whether those that open nothing any more are listed as well; it lives in the address. */
export function useShowsRevoked(): boolean {
  return useSearchParams()[0].get('revoked') === 'true'
}

interface ShowRevokedProps {
  /** `key`, `token` */
  readonly what: string
  /** How many were revoked or have ended. */
  readonly ended: number | undefined
}

/** Above a list, which has no end to scroll to; nothing where there are no others. */
export function ShowRevoked({ what, ended = 0 }: ShowRevokedProps) {
  const shown = useShowsRevoked()
  const [params, setParams] = useSearchParams()
  // The address follows a moment later: the box shows at once what was chosen.
  const [chosen, setChosen] = useState(shown)
  useEffect(() => setChosen(shown), [shown])
  if (ended === 0 && !shown) return null
  const show = (checked: boolean) => {
    setChosen(checked)
    const next = new URLSearchParams(params)
    if (checked) next.set('revoked', 'true')
    else next.delete('revoked')
    setParams(next, { replace: true })
  }
  return (
    <div className={styles.show}>
      <ChoiceBox
        label="Show revoked"
        description={`${counted(ended, what)} ${ended === 1 ? 'was' : 'were'} revoked or ended.`}
        checked={chosen}
        onChange={show}
      />
    </div>
  )
}
