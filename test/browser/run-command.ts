import type { Page } from 'playwright-core'

/**
 * Opens the palette, types `words` and takes what Enter then takes. That is marked a moment after it
 * is listed, and replaced by what is found later: it is waited for until it says `found`.
 */
export async function runCommand(page: Page, words: string, found: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search or do something').fill(words)
  await page.locator('[data-selected]').getByText(found).waitFor()
  await page.keyboard.press('Enter')
}
