// The same in English.

import type { owingVi } from './owing-vi'

export const owingEn: Record<keyof typeof owingVi, string> = {
  'bring.title': "Take records in from a phone's file",
  'bring.say':
    'If a phone cannot get through: open Logged on it, put unsent records into a file, and bring the file here. Records stay those of whoever wrote them.',
  'bring.do': 'Choose a file',
  'bring.sending': 'Taking in…',
  'bring.counts': 'Taken {taken}, known {known}, refused {refused}.',
  'bring.taken': 'Taken',
  'bring.known': 'Known',
  'bring.refused': 'Refused',
  'bring.record': 'Record',
  'bring.photo': 'Photo',
  'owing.title': 'Phones with unsent records',
  'owing.none': 'Every phone within your reach has sent everything.',
  'owing.who': 'Whose',
  'owing.where': 'Where',
  'owing.owed': 'Owes',
  'owing.owedOf': '{n} {n|record|records}, the oldest of {at}',
  'owing.owedN': '{n} {n|record|records}',
  'owing.setAside': '{n} {n|record|records} that could not be taken',
  'owing.draftsOnly': '{n} half-written {n|record|records}',
  'owing.contact': 'Last heard',
  'owing.contactAt': 'Last heard {at}',
  'owing.risk': 'Beware',
  'owing.unguarded': 'The browser has not promised to keep it',
  'owing.risk.cleared': 'On another phone by now; the old one owes',
  'owing.risk.evictable': 'The browser may clear it',
  'owing.risk.silent': 'Not heard of for days',
  'owing.do':
    'Call her: she should open Sổ Thôn where there is a signal. If the phone cannot get through, it comes to the office and its records are taken in from a file.',
}
