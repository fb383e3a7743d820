// The same in English.

import type { invitationVi } from './invitation-vi'

export const invitationEn: Record<keyof typeof invitationVi, string> = {
  'invitation.title': 'Set your password',
  'invitation.say': 'You were given a code. Type it, then choose a password.',
  'invitation.code': 'Invitation code',
  'invitation.codeMissing': 'Type the code from the slip.',
  'invitation.password': 'New password',
  'invitation.hint': 'At least {n} characters. A sentence of four or five words is good.',
  'invitation.tooShort': 'A password has at least {n} characters.',
  'invitation.do': 'Set the password and come in',
  'invitation.busy': 'Coming in…',
  'invitation.lost': 'Code lost or too old: ask the person in charge for a new one.',
  'invitation.somebody': '{name} is signed in here. Sign out before somebody new comes in.',
  'invitation.leave': 'Open Me',
}
