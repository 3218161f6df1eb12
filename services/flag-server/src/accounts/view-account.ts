import { eq } from 'drizzle-orm'
import { inTransaction } from '../database/in-transaction.ts'
import { twoFactor, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { readAccountPolicy } from './account-policy.ts'
import type { AccountView } from './account-schemas.ts'
import type { Accounts } from './accounts.ts'
import { passwordHashOf } from './create-person.ts'

export function viewAccount(accounts: Accounts, { id }: Actor): Promise<AccountView> {
  return inTransaction(accounts.db, async (tx) => {
    const [person] = await tx.select().from(user).where(eq(user.id, id))
    if (!person) throw new AppError('unauthorized', 'this account is no more')
    const secondFactor = person.twoFactorEnabled === true
    const [held] = secondFactor
      ? await tx.select({ id: twoFactor.id }).from(twoFactor).where(eq(twoFactor.userId, id))
      : []
    // Unreadable when they were encrypted with another AUTH_SECRET: then none are left.
    const codes =
      held &&
      (await accounts
        .authIn(tx)
        .api.viewBackupCodes({ body: { userId: id } })
        .catch(() => ({ backupCodes: [] })))
    return {
      id,
      name: person.name,
      email: person.email,
      hasPassword: (await passwordHashOf(tx, id)) !== null,
      secondFactor,
      recoveryCodesLeft: codes ? codes.backupCodes.length : null,
      ...(await readAccountPolicy(tx)),
    }
  })
}
