import { useMemo } from 'react'
import { useFlags } from '../flags/use-flags.ts'
import { usePlace } from '../projects/place.tsx'
import { useSegments } from '../segments/use-segments.ts'

const ALWAYS = ['targetingKey', 'email', 'country', 'plan', 'company.id']

/** Attributes that this project's rules, rollouts and segments ask for, and a few that most have. */
export function useKnownAttributes(): string[] {
  const { project } = usePlace()
  const { flags } = useFlags(project.key, '')
  const { segments } = useSegments(project.key)
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
    for (const { environments } of segments) {
      for (const { conditions } of Object.values(environments)) {
        for (const { attribute } of conditions) known.add(attribute)
      }
    }
    known.delete('')
    return [...known]
  }, [flags, segments])
}
