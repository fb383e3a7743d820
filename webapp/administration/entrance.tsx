// The way into the rooms of administration.

import { Card } from '../components/card'
import { NetworkChip } from '../components/chip'
import { ScreenFrame } from '../components/page'
import { paths } from '../router'
import { SavedNotice } from './room'
import { a } from './words/administration'

const ADMINISTRATION_ROOMS = [
  ['tai-khoan', 'users'],
  ['don-vi', 'units'],
  ['bieu-mau', 'forms'],
  ['chi-tieu', 'catalogue'],
  ['nhap-tep', 'import'],
  ['nhat-ky', 'audit'],
] as const

export const AdministrationEntrance = () => (
  <ScreenFrame title={a('rooms.title')} chip={<NetworkChip />} bar wide>
    <SavedNotice />
    <div class="rooms">
      {ADMINISTRATION_ROOMS.map(([room, key]) => (
        <Card key={room} href={paths.administration(room)} title={a(`rooms.${key}`)}>
          {a(`rooms.${key}.say`)}
        </Card>
      ))}
    </div>
    <p class="soft">{a('rooms.network')}</p>
  </ScreenFrame>
)
