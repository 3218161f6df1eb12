import { AccountPage } from './account-page.tsx'

/** The server waits for its first administrator, and this address does not carry the link's token. */
export function SetupNeeded() {
  return (
    <AccountPage
      title="Open the set-up link"
      lead={
        <>
          This server has no administrator yet. It printed a one-time link when it started: open
          that link to make the first account. A restart prints a new one.
        </>
      }
    >
      {null}
    </AccountPage>
  )
}
