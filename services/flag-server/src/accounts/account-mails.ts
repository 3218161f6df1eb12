import type { Mail } from '../mail/mailer.ts'

/** The words of the mails. Names in them are what others typed: plain text, nothing to click but our link. */

export function invitationMail(to: string, invitedBy: string, link: string): Mail {
  return {
    to,
    subject: `${oneLine(invitedBy)} invites you to Bunting`,
    text: [
      `${oneLine(invitedBy)} invites you to the feature flags of your team.`,
      'This link makes your account. It works once, within seven days:',
      link,
      'If you do not know what this is about, do nothing.',
    ].join('\n\n'),
  }
}

export function resetMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'Your new password for Bunting',
    text: [
      'Somebody asked for a new password for this address.',
      'This link sets one. It works once, within an hour:',
      link,
      'If that was not you, do nothing: the password stays as it is.',
    ].join('\n\n'),
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 80)
}
