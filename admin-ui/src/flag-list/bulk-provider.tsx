import type { BulkAct, BulkOutcome } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react'
import { apiPaths } from '../shared/api-paths.ts'
import { request } from '../shared/request.ts'
import { BULK_CHUNK, type BulkResult, seenOf } from './bulk-acts.ts'
import type { BulkQuestion } from './bulk-dialog.tsx'
import { refreshList } from './refresh-list.ts'

/** Few open it: it comes when it is asked for. */
const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }))

interface Bulk {
  /** Does it at once. */
  readonly run: (keys: readonly string[], act: BulkAct, given?: Given) => Promise<void>
  /** Shows what it would do, and asks. */
  readonly ask: (question: BulkQuestion, flags: readonly SelectedFlag[]) => void
  readonly running: {
    readonly act: BulkAct
    readonly count: number
    /** Of them. */
    readonly done: number
  } | null
  readonly result: BulkResult | null
  readonly failure: unknown
  readonly dismiss: () => void
}

interface Given {
  readonly comment?: string | undefined
  /** Flags as they were when somebody decided: one that is not so any more is refused. */
  readonly seen?: readonly SelectedFlag[]
}

const BulkContext = createContext<Bulk | null>(null)

interface BulkProviderProps {
  readonly project: string
  /** Called when something was done to the flags that were selected. */
  readonly onDone: () => void
  readonly children: ReactNode
}

export function BulkProvider({ project, onDone, children }: BulkProviderProps) {
  const client = useQueryClient()
  const [running, setRunning] = useState<Bulk['running']>(null)
  const [result, setResult] = useState<BulkResult | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [asked, setAsked] = useState<{
    question: BulkQuestion
    flags: readonly SelectedFlag[]
  } | null>(null)
  const ids = useRef(0)

  const run = useCallback(
    async (keys: readonly string[], act: BulkAct, { comment, seen = [] }: Given = {}) => {
      setResult(null)
      setFailure(null)
      const seenByKey = new Map(seen.map((flag) => [flag.key, seenOf(flag)]))
      const outcomes: BulkOutcome[] = []
      try {
        for (let from = 0; from < keys.length; from += BULK_CHUNK) {
          setRunning({ act, count: keys.length, done: from })
          const chunk = keys.slice(from, from + BULK_CHUNK)
          const body = {
            keys: chunk,
            act,
            ...(comment && { comment }),
            seen: Object.fromEntries(
              chunk.flatMap((key) => {
                const before = seenByKey.get(key)
                return before ? [[key, before]] : []
              }),
            ),
          }
          const answer = await request<{ outcomes: BulkOutcome[] }>(
            'POST',
            apiPaths.flagBulk(project),
            body,
          )
          outcomes.push(...answer.outcomes)
        }
      } catch (error) {
        setFailure(error)
      }
      // What was done before something failed is told as well.
      if (outcomes.length > 0) {
        ids.current += 1
        const untried = keys.length - outcomes.length
        setResult({ id: ids.current, act, outcomes, untried, ...(comment && { comment }) })
        onDone()
      }
      setRunning(null)
      await refreshList(client, project)
    },
    [client, project, onDone],
  )
  const ask = useCallback((question: BulkQuestion, flags: readonly SelectedFlag[]) => {
    setAsked({ question, flags })
  }, [])
  const dismiss = useCallback(() => {
    setResult(null)
    setFailure(null)
  }, [])
  const value = useMemo(
    () => ({ run, ask, running, result, failure, dismiss }),
    [run, ask, running, result, failure, dismiss],
  )
  return (
    <BulkContext value={value}>
      {children}
      {asked && (
        <Suspense>
          <BulkDialog
            question={asked.question}
            flags={asked.flags}
            onClose={() => setAsked(null)}
            onConfirm={(act, comment) => {
              setAsked(null)
              run(
                asked.flags.map(({ key }) => key),
                act,
                { comment, seen: asked.flags },
              )
            }}
          />
        </Suspense>
      )}
    </BulkContext>
  )
}

export function useBulk(): Bulk {
  const bulk = useContext(BulkContext)
  if (!bulk) throw new Error('useBulk is for the list of flags')
  return bulk
}
