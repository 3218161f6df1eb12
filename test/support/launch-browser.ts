import { type Browser, chromium } from 'playwright-core'
import type { Chromium } from './chromium.ts'

/** For a machine without a display, where we may be root, and for a browser that calls no one. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Docker gives /dev/shm 64 MB.
  '--disable-dev-shm-usage',
]

/** Close it with `browser.close()`. */
export function launchBrowser({ executablePath, env }: Chromium): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ARGS,
    env: { ...process.env, ...env },
    chromiumSandbox: false,
  })
}
