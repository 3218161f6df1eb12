import type { PersonView } from '@bunting/flag-server/accounts/people/person-schemas.ts'
import { Ago } from '../../shared/ago.tsx'
import { useMe } from '../use-me.ts'
import styles from './people.module.css'
import { PersonMenu } from './person-menu.tsx'

export function PersonRow({ person }: { readonly person: PersonView }) {
  const { data: me } = useMe()
  return (
    <>
      <div className={styles.who}>
        <strong>{person.name}</strong>
        {person.id === me?.id && ' (you)'}
        {person.administrator && <span className={styles.mark}>Administrator</span>}
        {person.disabled && (
          <span className={styles.mark} data-kind="off">
            Disabled
          </span>
        )}
        <p>
          {person.email} · {waysIn(person)}
        </p>
      </div>
      <span className={styles.when}>
        {person.seenAt ? (
          <>
            seen <Ago instant={person.seenAt} />
          </>
        ) : (
          'not signed in'
        )}
      </span>
      <PersonMenu person={person} self={person.id === me?.id} />
    </>
  )
}

function waysIn({ signsInWith, secondFactor }: PersonView): string {
  const ways = signsInWith.map((way) => (way === 'sso' ? 'single sign-on' : 'password'))
  return [...ways, ...(secondFactor ? ['second factor'] : [])].join(', ')
}
