import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { AdminApi } from '../../support/admin-api.ts'
import { must } from './must.ts'
import { passwordOf } from './sample-people.ts'

const REQUESTS = '/projects/default/change-requests'

/** Changes that wait for somebody or for their time, and one that is over; answers the first one's number. */
export async function makeRequests(url: string, admin: AdminApi): Promise<number> {
  await must(admin, 'PATCH', '/projects/default/environments/staging', {
    policy: { commentRequired: true, approval: 'exposure' },
  })
  const una = await signIn(url, 'Una')
  const tom = await signIn(url, 'Tom')
  const wider = await una<ChangeRequestView>('POST', REQUESTS, {
    operation: widened('new-checkout', 40_000),
    title: 'New checkout for 40 %',
    comment: 'Two quiet days at a quarter: conversion is up, support has had no calls.',
  })
  const about = `${REQUESTS}/${wider.number}`
  await tom('POST', `${about}/comments`, { text: 'Did we hear anything from Italy?' })
  await una('POST', `${about}/comments`, { text: 'One call, about the old screen.' })
  const receipts = await una<ChangeRequestView>('POST', REQUESTS, {
    operation: configured('dark-receipts', { on: true }),
    title: 'Begin with the dark receipts',
    comment: 'The designs are signed off.',
    applyAt: new Date(Date.now() + 40 * 3_600_000).toISOString(),
  })
  await tom('POST', `${REQUESTS}/${receipts.number}/approvals`, {
    edition: receipts.edition,
    comment: 'On Wednesday morning, when all of us are there.',
  })
  const cards = await una<ChangeRequestView>('POST', REQUESTS, {
    operation: widened('gift-cards', 20_000),
    title: 'Gift cards for every fifth',
    comment: 'The first hundred went well.',
  })
  await tom('POST', `${REQUESTS}/${cards.number}/rejections`, {
    comment: 'Not before the holidays: refunds are not done by hand then.',
  })
  return wider.number
}

type Configured = Extract<Operation, { type: 'configure-flag' }>

function configured(flag: string, patch: Configured['patch']): Operation {
  return { type: 'configure-flag', environment: 'production', flag, patch }
}

function widened(flag: string, share: number): Operation {
  const shares = [
    { variant: 'on', share },
    { variant: 'off', share: 100_000 - share },
  ]
  return configured(flag, { fallthrough: { rollout: { shares } } })
}

type Send = <T = unknown>(method: string, path: string, body: object) => Promise<T>

/** The API as one of the people uses it. */
async function signIn(url: string, name: string): Promise<Send> {
  const send = async (method: string, path: string, body: object, cookie = '') => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
      body: JSON.stringify(body),
    })
    if (answer.ok) return answer
    throw new Error(`${name}: ${method} ${path}: ${answer.status} ${await answer.text()}`)
  }
  const email = `${name.toLowerCase()}@shop.example`
  const signedIn = await send('POST', '/sign-in', { email, password: passwordOf(name) })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return async (method, path, body) => (await send(method, path, body, cookie)).json()
}
