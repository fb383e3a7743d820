// As outbox-vi.ts, in English.

import type { outboxVi } from './outbox-vi'

export const outboxEn: Record<keyof typeof outboxVi, string> = {
  'export.do': 'Put unsent records into a file',
  'export.packing': 'Packing…',
  'export.notYet':
    'This phone has never been in contact, so nothing can be exported. Open Sổ Thôn once where there is a signal.',
  'export.nothing': 'There is nothing to export.',
  'export.ready':
    'The file is ready: {records} {records|record|records}, {photos} {photos|photo|photos}.',
  'export.say':
    'Give it to the commune office. Only the server can open it. The records stay on this phone, still go by themselves, and count once.',
  'export.share': 'Share the file',
  'export.save': 'Save the file',
  'export.saveNth': 'Save file {n}',
  'account.owes': 'This phone still owes {n} {n|record|records}.',
  'account.owesPhotos':
    'This phone still owes {m} {m|photo|photos}; their records are at the commune.',
  'account.owesBoth':
    'This phone still owes {n} {n|record|records}, and {m} {m|photo|photos} of records that are at the commune.',
  'account.owesNothing': 'This phone owes nothing.',
  'mine.offeredAgain':
    'The commune had received this record, but the server finds it no more. Your phone still has it and sends it again; there is nothing to write anew.',
  'sealed.returned':
    'The record is sealed, so this phone cannot open it to correct it. Write a new one as the commune says, and tell them to refuse this one. If it is not clear what to correct, ask the commune: they can read it.',
  'sealed.anew': 'Write a new record',
  'signOut.keeps':
    '{n} {n|record is|records are} not sent. They stay on this phone until you sign in again.',
  'signOut.keepsPhotos':
    'The records are at the commune, but {m} {m|photo is|photos are} not. They stay on this phone until you sign in again.',
  'signOut.keepsBoth':
    '{n} {n|record is|records are} not sent, nor {m} {m|photo|photos} of records that are at the commune. All stays on this phone until you sign in again.',
  'signOut.nothing': 'Everything of yours, photos too, has reached the commune.',
  'signOut.network': 'Signing in again needs signal.',
  'account.contact': 'The commune heard of this phone at {at}.',
  'account.noContact': 'The commune has not heard of this phone yet.',
}
