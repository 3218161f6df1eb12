import { Button } from '@mantine/core'
import { useRouteError } from 'react-router'
import { Empty } from '../shared/empty.tsx'
import { WholeScreen } from './whole-screen.tsx'

/** Last resort: a page that threw, or whose code could not be loaded after a new release. */
export function RouteFailure() {
  const failure = useRouteError()
  return (
    <WholeScreen>
      <Empty
        whole
        title="This page could not be shown"
        action={<Button onClick={() => location.reload()}>Load it again</Button>}
      >
        {failure instanceof Error ? failure.message : 'Something went wrong.'}
      </Empty>
    </WholeScreen>
  )
}
