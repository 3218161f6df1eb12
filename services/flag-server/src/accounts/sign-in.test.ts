import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type DatabaseConnection } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { type Passwords, SCRYPT } from './auth.ts'
import { createPerson } from './create-person.ts'
import { signIn } from './sign-in.ts'

const PASSWORD = 'correct horse battery'
const CALLER = { cookie: undefined, userAgent: undefined, ip: '203.0.113.7' }

let connection: DatabaseConnection
let accounts: Accounts
/** How often a password was hashed: all that signing in takes any time for. */
let hashed = 0

const counted: Passwords = {
  hash(password) {
    hashed += 1
    return SCRYPT.hash(password)
  },
  verify(attempt) {
    hashed += 1
    return SCRYPT.verify(attempt)
  },
}

beforeAll(async () => {
  const { url } = await createTestDatabase()
  connection = connect(url, () => undefined)
  accounts = createAccounts(connection.db, {
    secret: 'a secret of at least 32 characters',
    baseUrl: 'http://127.0.0.1',
    passwords: counted,
  })
  const passwordHash = await SCRYPT.hash(PASSWORD)
  const person = { name: 'A', administrator: false, emailVerified: false }
  await inTransaction(connection.db, async (tx) => {
    await createPerson(tx, { ...person, email: 'known@shop.example', passwordHash })
    await createPerson(tx, { ...person, email: 'sso@shop.example', passwordHash: null })
  })
})
afterAll(() => connection.close())

async function attempt(email: string, password: string) {
  hashed = 0
  const said = await signIn(accounts, { email, password }, CALLER).then(
    ({ state }) => state,
    (error: Error) => error.message,
  )
  return { said, hashed }
}

it('takes as much work for an address nobody has as for a wrong password, and says the same', async () => {
  const wrong = await attempt('known@shop.example', 'wrong horse battery')
  expect(wrong).toEqual({ said: 'no account has this e-mail and password', hashed: 1 })
  expect(await attempt('nobody@shop.example', PASSWORD)).toEqual(wrong)
  expect(await attempt('sso@shop.example', PASSWORD)).toEqual(wrong)
})

it('knows addresses in any case', async () => {
  expect(await attempt('Known@Shop.Example', PASSWORD)).toEqual({ said: 'signed-in', hashed: 1 })
})
