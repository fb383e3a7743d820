// The words of handover-vi.ts in English.

import type { handoverVi } from './vi'

export const handoverEn: Record<keyof typeof handoverVi, string> = {
  'handover.title': 'Hand over to a new leader',
  'handover.offered': '{giver} hands the records of {unit} over to you.',
  'handover.offeredWhat':
    'If you take it, you write the records of {unit} from today on, and {giver} no longer does.',
  'handover.withDrafts': 'With {n} {n|draft|drafts}.',
  'handover.take': 'I take it',
  'handover.refuse': 'I do not',
  'handover.waits': 'Waiting for {taker} to take {unit}.',
  'handover.waitsHow': 'Ask {taker} to open Sổ Thôn on her phone and tap “I take it” before {day}.',
  'handover.waitsFor': '{giver} hands over to {taker}: {unit}',
  'handover.withdraw': 'Withdraw',
  'handover.taken': '{taker} took {unit} on {day}.',
  'handover.withdrawn': '{unit}: not handed over to {taker}, {day}.',
  'handover.expired': '{unit}: too late, {taker} did not take it.',
  'handover.draftsThere': 'The drafts are on the new phone.',
  'handover.draftsOnWay': 'The drafts wait for the new phone.',
  'handover.before': 'Earlier',
  'handover.begin': 'Hand over my work',
  'handover.say':
    'Once the new leader takes it, you no longer write records there. What you wrote stays yours and is still sent.',
  'handover.unit': 'Where',
  'handover.login': 'Login of the new leader',
  'handover.loginHint': 'She needs an account in your commune. Ask her for her login.',
  'handover.loginMissing': 'Type the login of the new leader.',
  'handover.drafts': 'Drafts to send along',
  'handover.draftsSay':
    'They leave this phone when the new one has kept them. Photos do not go along.',
  'handover.sendDrafts': 'Send {n} {n|draft|drafts} along',
  'handover.do': 'Hand over',
  'handover.busy': 'Sending…',
  'handover.draftsFailed': 'The drafts did not go. {why}',
  'handover.nothing': 'You write records nowhere: there is nothing to hand over.',
  'handover.inPlace': 'Hand over in her place',
  'handover.inPlaceSay':
    'For when she lost her phone or cannot sign in. Drafts on the old phone do not go along.',
  'handover.search': 'Name of the former leader',
  'handover.find': 'Find',
  'handover.found': 'Choose the former leader',
  'handover.foundNobody': 'Nobody has such a name. Try another.',
  'handover.chosenMissing': 'Choose the former leader.',
}
