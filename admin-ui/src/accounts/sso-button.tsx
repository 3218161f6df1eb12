import { Button } from '@mantine/core'

interface SsoButtonProps {
  /** The provider, as the settings call it. */
  readonly name: string
  /** Where to go afterwards. */
  readonly next: string
  /** It is the only way in. */
  readonly alone?: boolean
}

/** Leaves for the provider: a link, since the server answers by sending the browser there. */
export function SsoButton({ name, next, alone = false }: SsoButtonProps) {
  return (
    <Button
      component="a"
      size="md"
      {...(alone && { variant: 'filled' })}
      href={`/api/v1/sso/start?next=${encodeURIComponent(next)}`}
    >
      Sign in with {name}
    </Button>
  )
}
