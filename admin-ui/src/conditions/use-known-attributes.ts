import { useMemo } from 'react'
import { useFlags } from '../flags/use-flags.ts'
import { usePlace } from '../projects/place.tsx'

const ALWAYS = ['targetingKey', 'email', 'country', 'plan', 'company.id']

/** Attributes that this project's rules and rollouts ask for, and a few that most have. */
export function useKnownAttributes(): string[] {
  const { project } = usePlace()
  const { flags } = useFlags(project.key, '')
  return useMemo(() => {
    const known = new Set(ALWAYS)
    for (const { environments } of flags) {
      for (const { rules, fallthrough } of Object.values(environments)) {
        for (const { conditions, serve } of [...rules, { conditions: [], serve: fallthrough }]) {
          for (const { attribute } of conditions) known.add(attribute)
          if ('rollout' in serve && serve.rollout.bucketBy) known.add(serve.rollout.bucketBy)
        }
      }
    }
    known.delete('')
    return [...known]
  }, [flags])
}
