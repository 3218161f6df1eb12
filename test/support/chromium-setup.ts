import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium
  }
}

/** vitest's global setup of the projects that open pages: finds the browser before the first test. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await findChromium())
}
