import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconOctagonMinus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlaceName } from '../projects/use-place-name.ts'
import { KillDetail } from './kill-detail.tsx'
import styles from './kill-strip.module.css'
import { canUndo, headline } from './kill-words.ts'
import type { Kill } from './kills.ts'
import { useKills } from './kills-provider.tsx'
import { useIsOnAgain } from './use-is-on-again.ts'
import { useLeaveWhenUndone } from './use-leave-when-undone.ts'

/** Few need it: it comes when it is offered. */
const AskToUndo = lazy(async () => ({ default: (await import('./ask-to-undo.tsx')).AskToUndo }))

interface KillStripProps {
  readonly kill: Kill
}

export function KillStrip({ kill }: KillStripProps) {
  const { kill: killAgain, undo, dismiss } = useKills()
  const { id, project, environment, flag, phase } = kill
  const where = usePlaceName(project, environment)
  const onAgain = useIsOnAgain(kill)
  useLeaveWhenUndone(kill, dismiss)
  const calm = phase === 'undone' || onAgain
  const failed = phase === 'not-killed' || phase === 'not-undone'
  const Icon = calm ? IconArrowBackUp : failed ? IconAlertTriangle : IconOctagonMinus
  return (
    <div className={styles.strip} data-calm={calm || undefined}>
      <Icon size={18} aria-hidden="true" />
      <p>
        <strong>{onAgain ? 'Killed, and turned on again since:' : headline(kill)}</strong>{' '}
        <Link to={pagePaths.flag(project, environment, flag)}>
          <code>{flag}</code>
        </Link>{' '}
        in {where}
        {!onAgain && <KillDetail kill={kill} />}
      </p>
      <div className={styles.buttons}>
        {phase === 'not-killed' && <Button onClick={() => killAgain(kill)}>Kill again</Button>}
        {!onAgain && canUndo(kill) && <Button onClick={() => undo(kill)}>Undo</Button>}
        {!onAgain && phase === 'not-undone' && kill.needsApproval && (
          <Suspense>
            <AskToUndo kill={kill} />
          </Suspense>
        )}
        {phase === 'undoing' && <Button loading>Undo</Button>}
        <button type="button" className={styles.dismiss} onClick={() => dismiss(id)}>
          Dismiss
        </button>
      </div>
    </div>
  )
}
