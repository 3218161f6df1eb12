import type { Page } from 'playwright-core'
import { stillness } from '../support/accessible.ts'

/** Shows the page light or dark. Colours on their way from one to the other are neither. */
export async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
  await stillness(page)
}
