import { CROWD } from './demo-break-it.ts'
import { TROUBLES } from './demo-release.ts'

export const usage = `
npm run demo                  a shop, to switch new-checkout in while you watch
npm run demo -- --break-it    a release of new-checkout that breaks and takes itself back

PORT, SHOP_PORT and DATA_DIR (8080, 8081, .bunting) say where.
`

export interface Addresses {
  readonly flagServerUrl: string
  readonly shopUrl: string
  /** While there is no administrator. */
  readonly signIn: string | undefined
}

export function welcome(addresses: Addresses): string {
  return `
${where(addresses)}

  Open both, side by side. In the admin UI, in production, switch on new-checkout:
  the shop changes without a reload. Serve it to 25 %, and a quarter of the birds
  turn yellow. Kill it, and everybody is back at once. Ctrl-C stops the demo.
`
}

/** Of a release that is going to break. */
export function beforehand(addresses: Addresses, release: string): string {
  const { people, perSecond } = CROWD
  const [bank, courier] = [TROUBLES['bank-fails-percent'], TROUBLES['courier-fails-percent']]
  return `
${where(addresses)}
  The release    ${addresses.flagServerUrl}/default/production/releases/${release}

  ${people.toLocaleString('en')} simulated visitors come to the shop, ${perSecond} checkouts a second; ${bank.percent} % of those
  fail anyway. new-checkout goes to 1 %, 5 %, then 25 % of the visitors, in a release
  that is guarded by the errors of its own calls. At 25 % it starts failing for ${courier.percent} % of
  them. Nobody has to do anything then: at this rate the guard is sure within 16 seconds
  in half of all runs, within 40 in 99 of 100, and everybody is back on the old checkout.

  Open the release and the shop, side by side. It starts when a shop page is open, or
  when you press Start, in a minute and a half at the latest.
`
}

/** When it has been rolled back. */
export const afterwards = `
  The visitors still come, all to the old checkout, and its place is locked: it takes
  a person to unlock it. Run this again, and the same visitors meet it first.
  Ctrl-C stops the demo.
`

function where({ flagServerUrl, shopUrl, signIn }: Addresses): string {
  const first = signIn ? `\n  First sign-in  ${signIn}   (works once)` : ''
  return `  Shop           ${shopUrl}
  Admin UI       ${flagServerUrl}${first}`
}
