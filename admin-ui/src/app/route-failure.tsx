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
        {wordsOf(failure)}
      </Empty>
    </WholeScreen>
  )
}

/** As Chromium, Firefox and Safari say that a file of code is not there; vite of stylesheets. */
const NO_CODE = /dynamically imported module|importing a module script|unable to preload css/i

function wordsOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'Something went wrong.'
  return NO_CODE.test(failure.message)
    ? 'A new version of Bunting is here, or the server is away for a moment.'
    : failure.message
}
