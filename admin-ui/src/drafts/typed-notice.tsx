import type { AuditFilter } from '../audit/audit-filter.ts'
import { type Parts, useWhoChanged } from '../audit/use-audit.ts'
import type { Typed } from '../shared/use-typed.ts'
import type { Difference } from './difference.ts'
import { MeanwhileNotice } from './meanwhile-notice.tsx'

interface TypedNoticeProps<Fields extends object> {
  readonly typed: Typed<Fields>
  /** As the history tells of it; in no project for what is the installation's. */
  readonly of: { readonly project: string | null; readonly key: string } & AuditFilter
  /** As the person saw it when they began, and as it is by now: parts as the history names them. */
  readonly was: Parts
  readonly is: Parts
  readonly differences: readonly Difference[]
  readonly saving: boolean
}

/** What somebody else made of settings while one was typing, and whose of the two counts. */
export function TypedNotice<Fields extends object>(props: TypedNoticeProps<Fields>) {
  const { typed, of, was, is, differences, saving } = props
  // What is being saved arrives as a change as well, maybe before the answer.
  const shown = typed.edited && !saving && differences.length > 0
  const lastChange = useWhoChanged(of, was, is, shown)
  if (!shown) return null
  return (
    <MeanwhileNotice
      changes={differences}
      lastChange={lastChange}
      disputed={typed.disputed}
      onKeepMine={typed.keepMine}
      onUseTheirs={typed.useTheirs}
    />
  )
}
