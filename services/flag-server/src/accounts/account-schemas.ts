import { z } from 'zod'
import { ShortText, Text } from '../http/fields.ts'

export const Email = z.email().max(200)
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const
export const NewPassword = Text.min(
  PASSWORD_LENGTH.min,
  `must have at least ${PASSWORD_LENGTH.min} characters`,
).max(PASSWORD_LENGTH.max)
const Password = Text.max(PASSWORD_LENGTH.max)

export const SetupState = z.object({
  /** True until the first administrator is made. */
  needed: z.boolean(),
})

export const Setup = z.strictObject({
  /** From the one-time link that the server prints when it starts without an administrator. */
  token: Text.max(200),
  name: ShortText.min(1),
  email: Email,
  password: NewPassword,
})

export const SignInOptions = z.object({
  /** Name of the provider for the button; null without single sign-on. */
  sso: z.string().nullable(),
  /** Whether e-mail and password are taken; else single sign-on is the only way in. */
  password: z.boolean(),
  /** Whether a forgotten password can be replaced by mail. */
  passwordByMail: z.boolean(),
})
export type SignInOptions = z.infer<typeof SignInOptions>

export const SignIn = z.strictObject({ email: Text.max(200), password: Password })

export const SecondStep = z.strictObject({
  /** Six digits of the authenticator app, or a recovery code. */
  code: Text.min(1).max(50),
})

export const Me = z.object({
  type: z.enum(['user', 'token']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** Of the installation: may do everything, everywhere. */
  administrator: z.boolean(),
  /** Everybody needs a second factor here, and there is none yet: nothing but setting it up is allowed. */
  mustEnrol: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const AccountView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  secondFactor: z.boolean(),
  /** How many are left; null without a second factor. */
  recoveryCodesLeft: z.int().nullable(),
  /** Whether everybody needs a second factor, so that it cannot be removed. */
  secondFactorRequired: z.boolean(),
  /** Whether single sign-on is the only way in, so that no password is of use. */
  ssoRequired: z.boolean(),
})
export type AccountView = z.infer<typeof AccountView>

export const AccountPatch = z.strictObject({ name: ShortText.min(1) })

export const PasswordChange = z.strictObject({
  currentPassword: Password,
  newPassword: NewPassword,
})

export const WithPassword = z.strictObject({ password: Password })

export const Enrolment = z.object({
  /** `otpauth://totp/…`, for a QR code; its `secret` is what is typed by hand. */
  uri: z.string(),
})
export type Enrolment = z.infer<typeof Enrolment>

/** Shown once: nobody can read them again. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

export const AskForReset = z.strictObject({ email: Email })
export const NewPasswordByLink = z.strictObject({ token: Text.max(200), password: NewPassword })

export const AccountPolicy = z.object({
  /** Whether who signs in with a password needs a second factor. */
  secondFactorRequired: z.boolean(),
  /** Whether single sign-on is the only way in: no password, link or code in place of it. */
  ssoRequired: z.boolean(),
})
export type AccountPolicy = z.infer<typeof AccountPolicy>

export const AccountPolicyPatch = z.strictObject({
  secondFactorRequired: z.boolean().optional(),
  /** True only once an administrator has signed in through the provider as it is set up. */
  ssoRequired: z.boolean().optional(),
})
export type AccountPolicyPatch = z.infer<typeof AccountPolicyPatch>
