// The same in English.

import type { offerVi } from './vi'

export const offerEn: Record<keyof typeof offerVi, string> = {
  'offer.mark': 'Demonstration',
  'offer.say': 'Try it as:',
  'offer.busy': 'Signing in…',
  'offer.teamLeader': 'Team leader',
  'offer.healthStation': 'Health station',
  'offer.commune': 'Commune officer',
  'offer.province': 'Province officer',
  'offer.administrator': 'Administrator',
}
