// The way into the rooms of administration.

import { Card } from '../parts/card'
import { NetworkChip } from '../parts/chip'
import { Page } from '../parts/page'
import { paths } from '../router'
import { a } from '../words/administration'
import { Saved } from './room'

const ROOMS = ['tai-khoan', 'don-vi', 'bieu-mau', 'chi-tieu', 'nhap-tep', 'nhat-ky'] as const

export const Entrance = () => (
  <Page title={a('rooms.title')} chip={<NetworkChip />} bar wide>
    <Saved />
    <div class="rooms">
      {ROOMS.map((room) => (
        <Card key={room} href={paths.administration(room)} title={a(`rooms.${room}`)}>
          {a(`rooms.${room}.say`)}
        </Card>
      ))}
    </div>
    <p class="soft">{a('rooms.network')}</p>
  </Page>
)
