import { getAuthTables } from 'better-auth/db'
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins/two-factor'
import { getTableColumns } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { account, session, twoFactor, user, verification } from './account-tables.ts'

const tables = { account, session, twoFactor, user, verification }

it.each(Object.entries(getAuthTables({ plugins: [twoFactorPlugin()] })))(
  'has every column that better-auth asks of %s',
  (name, wanted) => {
    const columns = getTableColumns(tables[name as keyof typeof tables])
    for (const [field, { required }] of Object.entries(wanted.fields)) {
      const column = columns[field as keyof typeof columns]
      expect(column, field).toBeDefined()
      expect({ field, required: column?.notNull }).toEqual({ field, required: required === true })
    }
  },
)
