import type { NewRelease, ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import { type Joined, join } from '../support/join.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { openSignedInAs } from './sign-in.ts'

const WIDE = { viewport: { width: 1_440, height: 1_000 } }
const NARROW = { viewport: { width: 390, height: 844 } }

let server: TestServer
/** May neither run releases in production nor approve them: may ask. */
let editor: Joined
/** May do both, but not alone where production asks for a second person. */
let releaser: Joined
let administrator: Joined

beforeAll(async () => {
  server = await startTestServer()
  const member = (name: string, role: string) =>
    join(server, { name, memberships: [{ project: 'default', environment: null, role }] })
  administrator = await join(server, { name: 'Ana', administrator: true })
  editor = await member('Tom', 'editor')
  releaser = await member('Bea', 'releaser')
})
afterAll(() => server.stop())

const HALF: NewRelease = {
  strategy: 'custom',
  stages: [
    { share: 50_000, bakeMs: 3_600_000 },
    { share: 75_000, bakeMs: 3_600_000 },
    { share: 100_000, bakeMs: 0 },
  ],
  guards: [],
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const releasePath = ({ id }: ReleaseDetail) => `releases/${id}`

async function setPolicy(approval: 'none' | 'exposure' | 'all'): Promise<void> {
  const policy = { approval, commentRequired: approval !== 'none' }
  const comment = 'What this test needs.'
  expect((await server.admin.request('PATCH', PRODUCTION, { policy, comment })).status).toBe(200)
}

/** A release that was planned before production asked for anything. */
async function planned(flag: string, start: boolean): Promise<ReleaseDetail> {
  await setPolicy('none')
  await server.admin.createFlag({ key: flag, type: 'boolean' })
  const path = `${PRODUCTION}/flags/${flag}/releases`
  const answer = await server.admin.request<ReleaseDetail>('POST', path, { ...HALF, start })
  expect(answer).toMatchObject({ status: 201 })
  return answer.body
}

async function releaseOf({ id }: Pick<ReleaseDetail, 'id'>): Promise<ReleaseDetail> {
  return (await server.admin.request<ReleaseDetail>('GET', `${PRODUCTION}/releases/${id}`)).body
}

const openAs = (person: Joined, path: string, options = WIDE) =>
  openSignedInAs(person, server, `/default/production/${path}`, options)

/** Fills in why in the dialog, asks, and resolves with the way to the request. */
async function askIn(page: Page, title: string | RegExp, comment: string): Promise<string> {
  const dialog = page.getByRole('dialog', { name: title })
  const ask = dialog.getByRole('button', { name: 'Ask for approval' })
  await ask.waitFor()
  expect(await ask.isDisabled()).toBe(true)
  await dialog.getByLabel('Comment').fill(comment)
  await expectAccessible(page)
  await ask.click()
  await dialog.getByText('Asked for approval').waitFor()
  const href = await dialog.getByRole('link', { name: /request #\d+/ }).getAttribute('href')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  return (href ?? '').replace('/default/production/', '')
}

/** A second person looks, agrees, and does it. */
async function approveAndApply(path: string, says: string | RegExp): Promise<void> {
  const page = await openAs(administrator, path)
  await page.getByText(says).first().waitFor()
  await expectAccessible(page)
  await button(page, 'Approve').click()
  await button(page, 'Apply now').click()
  await page
    .getByText(/^Applied/)
    .first()
    .waitFor()
}

it('asks for a release that the wizard planned, and loses nothing of the plan', async () => {
  await setPolicy('all')
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  const page = await openAs(editor, 'releases/new?flag=new-checkout&step=review')
  await page.getByLabel('Comment').fill('Everybody waits for it')
  await button(page, 'Start in Production').click()
  const dialog = page.getByRole('dialog', { name: 'Start in Production' })
  await dialog.getByText('In Production you may ask for this').waitFor()
  // What was typed before is there.
  expect(await dialog.getByLabel('Comment').inputValue()).toBe('Everybody waits for it')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Ask for approval' }).click()
  await page.waitForURL(/requests\/\d+$/)
  await page.getByText('Everybody waits for it').waitFor()
  await approveAndApply(
    new URL(page.url()).pathname.slice('/default/production/'.length),
    /on instead of off/,
  )
  const list = `${PRODUCTION}/releases?flag=new-checkout`
  const { body } = await server.admin.request<{ releases: ReleaseDetail[] }>('GET', list)
  expect(body.releases).toMatchObject([{ state: 'running', flag: 'new-checkout' }])
})

it('asks for a start where it raises exposure, and shows it once it was approved', async () => {
  const draft = await planned('to-start', false)
  await setPolicy('exposure')
  const page = await openAs(releaser, releasePath(draft))
  await button(page, 'Start in Production').click()
  const request = await askIn(page, 'Start in Production', 'A quiet day')
  expect((await releaseOf(draft)).state).toBe('draft')
  const waiting = page.getByRole('region', { name: 'Waiting changes' })
  await waiting.getByRole('link', { name: /^Start the release of to-start/ }).waitFor()
  await approveAndApply(request, 'A quiet day')
  await page.getByText('Running', { exact: true }).waitFor()
  await waiting.waitFor({ state: 'detached' })
  expect((await releaseOf(draft)).state).toBe('running')
})

it('asks for an advance, which says what it skips', async () => {
  const release = await planned('to-advance', true)
  await setPolicy('exposure')
  const page = await openAs(releaser, releasePath(release))
  await button(page, 'Advance now').click()
  await page.getByText(/This skips/).waitFor()
  const request = await askIn(page, /^Advance to 75.% in Production$/, 'Tom has looked')
  expect((await releaseOf(release)).stage).toBe(0)
  await approveAndApply(request, 'Tom has looked')
  await page.getByText(/Advanced to 75\s%/).waitFor()
})

it('asks for other stages of a release that is under way', async () => {
  const release = await planned('to-change', true)
  await setPolicy('all')
  const page = await openAs(releaser, `${releasePath(release)}/change`)
  await page.getByLabel('Share of stage 2 in percent').fill('60')
  await button(page, 'Save changes').click()
  const dialog = page.getByRole('dialog', { name: 'Change the release in Production' })
  await dialog.getByLabel('Comment').fill('Slower')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Ask for approval' }).click()
  await page.waitForURL(/requests\/\d+$/)
  const request = new URL(page.url()).pathname.slice('/default/production/'.length)
  await approveAndApply(request, /60\s%/)
  expect((await releaseOf(release)).plan.stages[1]?.share).toBe(60_000)
})

it('pauses and takes back at once whatever production asks, and asks before it unlocks', async () => {
  const release = await planned('to-unlock', true)
  await setPolicy('all')
  const page = await openAs(editor, releasePath(release), NARROW)
  await button(page, 'Pause').click()
  await page.getByText('Paused by a person.').first().waitFor()
  await button(page, 'Roll back now').click()
  await waitFor(async () => (await releaseOf(release)).state === 'rolled_back')
  await button(page, 'Unlock').click()
  await page
    .getByRole('dialog', { name: 'Unlock in Production' })
    .getByText('In Production you may ask for this')
    .waitFor()
  const request = await askIn(page, 'Unlock in Production', 'Mended in 4.2')
  await approveAndApply(request, 'Mended in 4.2')
  await waitFor(async () => !(await releaseOf(release)).locked, { what: 'unlocked' })
})
