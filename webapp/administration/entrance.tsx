// The way into the rooms of administration.

import { Card } from '../components/card'
import { NetworkChip } from '../components/chip'
import { ScreenFrame } from '../components/page'
import { paths } from '../router'
import { SavedNotice } from './room'
import { t } from './words'

const ADMINISTRATION_ROOMS = [
  ['tai-khoan', 'users'],
  ['don-vi', 'units'],
  ['bieu-mau', 'forms'],
  ['chi-tieu', 'catalogue'],
  ['nhap-tep', 'import'],
  ['nhat-ky', 'audit'],
] as const

export const AdministrationEntrance = () => (
  <ScreenFrame title={t('rooms.title')} chip={<NetworkChip />} bar wide>
    <SavedNotice />
    <div class="rooms">
      {ADMINISTRATION_ROOMS.map(([room, key]) => (
        <Card key={room} href={paths.administration(room)} title={t(`rooms.${key}`)}>
          {t(`rooms.${key}.say`)}
        </Card>
      ))}
    </div>
    <p class="soft">{t('rooms.network')}</p>
  </ScreenFrame>
)
