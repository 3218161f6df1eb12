import type { Page } from 'playwright-core'
import type { ScreenshotServer } from '../screenshot-server.ts'

/** A picture of one screen, taken light and dark. */
export interface Shot {
  /** Of the file, without `.png`. */
  readonly name: string
  /** Under the picture: what one sees. */
  readonly title: string
  /** Below `/default/production`, `{flag}` and the like filled in; from the root with `//`. */
  readonly path: string
  /** What makes the screen worth a picture: a dialog opened, a bar dragged. */
  readonly prepare?: (page: Page, server: ScreenshotServer) => Promise<void>
  /** By somebody who is not signed in. */
  readonly signedOut?: true
  /** Puts things as they were; these shots are taken last. */
  readonly restore?: (server: ScreenshotServer) => Promise<unknown>
  readonly size?: keyof typeof SIZES
}

export const SIZES = {
  /** A laptop. */
  wide: { width: 1440, height: 900 },
  /** More of a long page. */
  tall: { width: 1440, height: 1280 },
  phone: { width: 390, height: 844 },
} as const
