import type { UnknownFlag } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { Button } from '@mantine/core'
import { Ago } from '../shared/ago.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { shortCount } from './rate-words.ts'
import styles from './unknown-flags.module.css'

interface UnknownFlagRowProps {
  readonly unknown: UnknownFlag
  readonly onCreate: (key: string) => void
  readonly onForget: (key: string) => void
}

const KEY = /^[A-Za-z0-9._-]{1,128}$/

export function UnknownFlagRow({ unknown, onCreate, onForget }: UnknownFlagRowProps) {
  const { key, count, lastSeenAt, application, sdk, archived, fromClients } = unknown
  const who = [application, sdk, fromClients && !sdk && 'with a client key'].filter(Boolean)
  return (
    <li className={styles.row}>
      <code className={styles.key}>{key}</code>
      <span className={styles.about}>
        {shortCount(count)} times, last <Ago instant={lastSeenAt} />
        {who.length > 0 && ` · ${who.join(' · ')}`}
        {archived && ' · it was archived'}
      </span>
      <span className={styles.actions}>
        {!archived && KEY.test(key) && (
          <Permitted needs="flag.edit">
            <Button size="xs" aria-label={`Create flag ${key}`} onClick={() => onCreate(key)}>
              Create flag
            </Button>
          </Permitted>
        )}
        <Permitted needs="flag.edit">
          <Button
            size="xs"
            variant="subtle"
            aria-label={`Forget ${key}`}
            title="Until code asks for it again"
            onClick={() => onForget(key)}
          >
            Forget
          </Button>
        </Permitted>
      </span>
    </li>
  )
}
