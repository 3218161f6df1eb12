import type { Kill } from './kills.ts'
import { useFlag } from './use-flag.ts'

/** Whether somebody turned the flag on after it was killed: then its strip must not say killed. */
export function useIsOnAgain(kill: Kill): boolean {
  const { data } = useFlag(kill.project, kill.flag)
  const configuration = data?.environments[kill.environment]
  if (kill.phase !== 'killed' && kill.phase !== 'not-undone' && kill.phase !== 'asked') return false
  if (!configuration) return false
  return configuration.on && configuration.version > kill.version
}
