import type { PersonView } from '@bunting/flag-server/accounts/people/person-schemas.ts'
import type { PersonAct } from './use-people.ts'

/** One thing that can be done to an account, and how it is asked about. */
export interface ActWords {
  readonly act: PersonAct
  /** In the menu. */
  readonly label: string
  /** What changes, and what the person notices. */
  readonly question: string
  /** On the button. */
  readonly verb: string
  readonly danger?: boolean
}

/** What can be done to this account now, in the order of the menu. */
export function actsOn(person: PersonView): readonly ActWords[] {
  const { name, email, administrator, disabled, secondFactor, signsInWith, seenAt } = person
  const acts: (ActWords | false)[] = [
    !disabled && {
      act: { type: 'password-link' },
      label: 'Make a link for a new password…',
      question: `A link that sets a new password for ${name}, once, within an hour. Hand it on yourself; older links stop working.`,
      verb: 'Make link',
    },
    secondFactor && {
      act: { type: 'reset-second-factor' },
      label: 'Take away the second factor…',
      question: `For when both phone and recovery codes are lost. ${name} is signed out everywhere and signs in with the password alone, until they set up an app again. Make sure that it is really ${name} who asks.`,
      verb: 'Take it away',
      danger: true,
    },
    signsInWith.includes('sso') && {
      act: { type: 'unlink' },
      label: 'Unlink single sign-on…',
      question: `For when ${name} is somebody new at the sign-in provider and is refused here. ${name} is signed out everywhere, and whoever comes next from the provider with ${email} gets this account, with all that it may do. Make sure that this is ${name}, and nobody who was given the address.`,
      verb: 'Unlink',
      danger: true,
    },
    seenAt !== null && {
      act: { type: 'sign-out' },
      label: 'Sign out everywhere…',
      question: `All sessions of ${name} end at once. They can sign in again.`,
      verb: 'Sign out',
      danger: true,
    },
    !disabled && {
      act: { type: 'patch', patch: { administrator: !administrator } },
      label: administrator ? 'Make an ordinary person…' : 'Make an administrator…',
      question: administrator
        ? `${name} keeps the roles they have in projects, and nothing else.`
        : `${name} may then do everything in every project, and manage people and single sign-on.`,
      verb: administrator ? 'Make ordinary' : 'Make administrator',
      danger: administrator,
    },
    {
      act: { type: 'patch', patch: { disabled: !disabled } },
      label: disabled ? 'Enable…' : 'Disable…',
      question: disabled
        ? `${name} can sign in again, with the roles they had.`
        : `${name} is signed out everywhere at once, and cannot sign in; personal tokens are refused. Nothing of the history is lost.`,
      verb: disabled ? 'Enable account' : 'Disable account',
      danger: !disabled,
    },
  ]
  return acts.filter((act) => act !== false)
}
