import { Button } from '@mantine/core'
import { Refused } from '../shared/permitted.tsx'
import { ACT_WORDS, type Offer } from './request-acts.ts'

interface OfferButtonProps {
  readonly offer: Offer
  readonly busy: boolean
  readonly onPress: () => void
}

/** Does it, or says why it is not for the one who looks. */
export function OfferButton({ offer: { act, why, primary }, busy, onPress }: OfferButtonProps) {
  const button = (
    <Button variant={primary ? 'filled' : 'default'} loading={busy} onClick={onPress}>
      {ACT_WORDS[act]}
    </Button>
  )
  return why === null ? button : <Refused reason={why}>{button}</Refused>
}
