import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { standing } from './change-request-words.ts'
import { OfferButton } from './offer-button.tsx'
import { type OfferedAct, offeredActs, sentBy } from './request-acts.ts'
import styles from './request-foot.module.css'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { Timed } from './timed.tsx'
import { useRequestAct } from './use-request-acts.ts'

interface RequestFootProps {
  readonly view: ChangeRequestView
}

/** How it stands and what can be done about it; what is typed goes along with what is pressed. */
export function RequestFoot({ view }: RequestFootProps) {
  const { project } = usePlace()
  const { number, may, why } = view
  const { mutate, isPending, error } = useRequestAct(project.key, number)
  const [text, setText] = useState('')
  const [pressed, setPressed] = useState<OfferedAct | 'comment' | null>(null)
  const [scheduling, setScheduling] = useState(false)
  const said = text.trim()
  const offers = offeredActs(view)
  const send = (act: OfferedAct | 'comment') => {
    const body =
      act === 'comment' ? { act: 'comments' as const, text: said } : sentBy(act, view, said)
    if (!body) return setScheduling(true)
    setPressed(act)
    mutate(body, { onSuccess: () => setText('') })
  }
  return (
    <section className={styles.foot} aria-label="Decision">
      <div className={styles.standing}>
        <strong role="status">
          <Timed {...standing(view)} />.
        </strong>
        {why && view.moved === null && <p>{why}</p>}
        <FailureNotice failure={error} />
      </div>
      <div className={styles.say}>
        {may.comment === null && (
          <Textarea
            className={styles.text}
            aria-label="Comment"
            placeholder="Say something"
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <div className={styles.buttons}>
          {may.comment === null && (
            <Button
              disabled={said === ''}
              loading={isPending && pressed === 'comment'}
              onClick={() => send('comment')}
            >
              Comment
            </Button>
          )}
          {offers.map((offer) => (
            <OfferButton
              key={offer.act}
              offer={offer}
              busy={isPending && pressed === offer.act}
              onPress={() => send(offer.act)}
            />
          ))}
        </div>
      </div>
      <ScheduleDialog view={view} opened={scheduling} onClose={() => setScheduling(false)} />
    </section>
  )
}
