import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Empty } from '../shared/empty.tsx'
import { WholeScreen } from './whole-screen.tsx'

export function NotFound() {
  return (
    <WholeScreen>
      <title>Not found · Bunting</title>
      <Empty
        whole
        title="There is nothing at this address"
        action={
          <Button component={Link} to="/">
            Go to the flags
          </Button>
        }
      >
        It may have been renamed or archived, or the link lost a part on its way.
      </Empty>
    </WholeScreen>
  )
}
