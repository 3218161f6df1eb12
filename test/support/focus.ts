import type { Locator } from 'playwright-core'
import { waitFor } from './wait-for.ts'

/** Resolves once the focus is on it, or on something in it: from then on it hears what is pressed. */
export async function hasFocus(target: Locator): Promise<void> {
  await waitFor(() => target.evaluate((one) => one.matches(':focus-within')), {
    what: `the focus to be in ${target}`,
  })
}
