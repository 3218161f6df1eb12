import type { Page } from './fresh-page.ts'

/** Words that find many, few and none; what is found differs with every letter. */
const WORDS = ['check', 'pay 1a', 'team-3', 'mobile z', 'person-7', 'qqq']

/**
 * Types letter by letter into the search of the list, each when the one before is answered, and tells
 * for each how long it took from the key to a list that was drawn and answers the text, in milliseconds.
 */
export async function typeInSearch(page: Page): Promise<number[]> {
  await page.evaluate(watchSearch)
  const times: number[] = []
  for (const word of WORDS) {
    await page.getByLabel('Search flags').fill('')
    await page.waitForFunction(() => !document.querySelector('[data-behind]'))
    await page.getByLabel('Search flags').focus()
    for (const letter of word) {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter)
      const shown = await page.waitForFunction(() => Reflect.get(window, 'shownAfterMs'))
      times.push(Number(await shown.jsonValue()))
    }
  }
  return times
}

/** In the page: from each key until no older answer is on the screen any more. */
function watchSearch(): void {
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key.length !== 1 || !(event.target instanceof HTMLInputElement)) return
      Reflect.set(window, 'shownAfterMs', 0)
      const pressedAt = event.timeStamp
      const look = () => {
        // The list of the older answer is marked in the same turn as the key: it cannot be missed.
        if (document.querySelector('[data-behind]')) requestAnimationFrame(look)
        else setTimeout(() => Reflect.set(window, 'shownAfterMs', performance.now() - pressedAt))
      }
      requestAnimationFrame(() => requestAnimationFrame(look))
    },
    { capture: true },
  )
}
