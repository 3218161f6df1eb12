import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { buildWhenStale } from '../../scripts/build-when-stale.ts'
import { findChromium } from '../support/chromium.ts'
import { launchBrowser } from '../support/launch-browser.ts'
import { RELEASE_SHOTS, takeReleasePictures } from './release-screenshots.ts'
import { makeSampleProject } from './sample/sample-project.ts'
import { startScreenshotServer } from './screenshot-server.ts'
import { ALL_SHOTS } from './shots/all-shots.ts'
import type { Shot } from './shots/shot.ts'
import { takeShots } from './shots/take-shots.ts'
import { writeIndex } from './shots/write-index.ts'

// Makes docs/screenshots: a real server with a sample project, in a real browser. `npm run screenshots`,
// or some of it: `npm run screenshots -- --only flag,history --into /some/folder`. The release that rolls
// itself back takes minutes: `--only release-running` makes its pictures, `--quick` leaves them out.

const { values } = parseArgs({
  options: {
    into: {
      type: 'string',
      default: fileURLToPath(new URL('../../docs/screenshots', import.meta.url)),
    },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const folder = values.into
const wanted = (values.only ?? '').split(',').filter(Boolean)
const isWanted = ({ name }: Pick<Shot, 'name'>) => wanted.length === 0 || wanted.includes(name)

await buildWhenStale('admin-ui', ['sdks'])
await mkdir(folder, { recursive: true })
const browser = await launchBrowser(await findChromium())
try {
  await takeSamplePictures(browser, ALL_SHOTS.filter(isWanted))
  if (!values.quick && RELEASE_SHOTS.some(isWanted)) {
    await buildWhenStale('examples/shop', ['sdks'])
    await takeReleasePictures(browser, folder)
  }
  if (wanted.length === 0 && !values.quick)
    await writeIndex([...ALL_SHOTS, ...RELEASE_SHOTS], folder)
} finally {
  await browser.close()
}

async function takeSamplePictures(by: Browser, shots: readonly Shot[]): Promise<void> {
  if (shots.length === 0) return
  const server = await startScreenshotServer()
  try {
    const sample = await makeSampleProject(server.url, server.admin)
    await takeShots(by, server, sample, shots, folder)
    await sample.close()
  } finally {
    await server.stop()
  }
}
