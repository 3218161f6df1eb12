import { usePlace } from '../projects/place.tsx'
import { Hidden } from '../shared/hidden.tsx'
import styles from './member-columns.module.css'

interface MemberColumnsProps {
  /** What can be done at the end of a row; null where nobody may. */
  readonly last: string | null
}

/** The columns of who belongs to the project and of who is invited: the same, one below the other. */
export function MemberColumns({ last }: MemberColumnsProps) {
  const { project } = usePlace()
  return (
    <>
      <colgroup>
        <col className={styles.person} />
        <col className={styles.role} />
        {project.environments.map(({ key }) => (
          <col key={key} className={styles.role} />
        ))}
        {last !== null && <col className={styles.last} />}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Whole project</th>
          {project.environments.map(({ key, name }) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
          {last !== null && (
            <th>
              <Hidden>{last}</Hidden>
            </th>
          )}
        </tr>
      </thead>
    </>
  )
}
