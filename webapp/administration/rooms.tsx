// Administration: which room stands at which address. It comes over the network and is not kept on
// the phone: an office's code must not weigh on Lan's.

import '../styles/administration.css'
import type { ComponentType } from 'preact'
import { h } from 'preact'
import { Empty } from '../components/card'
import { Page } from '../components/page'
import { useDoors } from '../ports'
import { type Place, paths, place } from '../router'
import { may } from '../state/roles'
import { t } from '../words'
import { AuditLog } from './audit'
import { Entrance } from './entrance'
import { OneForm } from './form-versions'
import { Forms } from './forms'
import type { Here } from './here'
import { Importing } from './importing'
import { OneIndicator } from './indicator'
import { Indicators } from './indicators'
import { Unit } from './unit'
import { Units } from './units'
import { User } from './user'
import { NewUser } from './user-new'
import { Users } from './users'
import { a } from './words/administration'

/** Room → what is shown there, and what is shown of one thing in it. */
const ROOMS: Record<string, [ComponentType<Here>, ComponentType<Here>?]> = {
  '': [Entrance],
  'tai-khoan': [Users, User],
  'tai-khoan-moi': [NewUser],
  'bieu-mau': [Forms, OneForm],
  'don-vi': [Units, Unit],
  'chi-tieu': [Indicators, OneIndicator],
  'nhap-tep': [Importing],
  'nhat-ky': [AuditLog],
}

export function Rooms() {
  const { person } = useDoors()
  const { room, id, asked } = place.value as Extract<Place, { at: 'administration' }>
  const [list, one] = ROOMS[room] ?? []
  const shown = id ? one : list
  if (!may(person, 'admin') || !shown)
    return (
      <Page title={t('nowhere')} back={paths.home()} backWord={t('bar.home')}>
        <Empty>{a('rooms.notHere')}</Empty>
      </Page>
    )
  return h(shown, { key: `${room}/${id}`, id, asked })
}
