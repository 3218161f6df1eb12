import { DifferenceList } from '../drafts/difference-list.tsx'
import { counted } from '../shared/number-words.ts'
import { type RoleBoxes, roleDifferences } from './role-boxes.ts'
import styles from './role-change.module.css'
import { useRoleHolders } from './use-roles.ts'

interface RoleChangeProps {
  /** Its key. */
  readonly role: string
  readonly before: RoleBoxes
  readonly after: RoleBoxes
}

/** What saving would take away and give, and from and to how many. */
export function RoleChange({ role, before, after }: RoleChangeProps) {
  const { data: holders } = useRoleHolders(role)
  const differences = roleDifferences(before, after)
  if (differences.length === 0) return null
  return (
    <section className={styles.change} aria-label="What changes">
      <DifferenceList differences={differences} />
      {holders && (
        <p>
          Held by {counted(holders.people, 'person', 'people')} and{' '}
          {counted(holders.tokens, 'token')}, and so from their next request on.
        </p>
      )}
    </section>
  )
}
