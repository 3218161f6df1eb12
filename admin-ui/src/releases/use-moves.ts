import type { ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'
import { useMemo } from 'react'
import { useAudit } from '../audit/use-audit.ts'
import { type EvidencePoint, type Move, movesOf } from './moves.ts'
import { useEvidence } from './use-releases.ts'

export interface History {
  readonly points: readonly EvidencePoint[]
  /** The newest first. */
  readonly moves: readonly Move[]
  readonly loading: boolean
  readonly error: Error | null
  readonly retry: () => void
  /** Asks for older ones; null when there are none. */
  readonly more: (() => void) | null
}

const NONE: readonly EvidencePoint[] = []

/** What was found over time and what happened, out of the evidence and the flag's history. */
export function useMoves(release: ReleaseView): History {
  const { project, environment, flag, id, rule, plan } = release
  const evidence = useEvidence(release)
  const audit = useAudit(project, { environment, flag })
  const points = evidence.data ?? NONE
  const moves = useMemo(() => {
    const entries = audit.data?.pages.flatMap((page) => page.entries) ?? []
    return movesOf({ id, rule, plan }, entries, points)
  }, [audit.data, points, id, rule, plan])
  const started = moves.some(({ action }) => action === 'release.created')
  return {
    points,
    moves,
    loading: audit.isPending,
    error: audit.error ?? evidence.error,
    retry: () => {
      audit.refetch()
      evidence.refetch()
    },
    more: !started && audit.hasNextPage ? () => audit.fetchNextPage() : null,
  }
}
