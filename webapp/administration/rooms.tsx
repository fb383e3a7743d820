// Administration: which room stands at which address. It comes over the network and is not kept on
// the phone: an office's code must not weigh on Lan's.

import { ownEntry } from '../entries'
import '../styles/administration.css'
import type { ComponentType } from 'preact'
import { h } from 'preact'
import { EmptyNotice } from '../components/card'
import { ScreenFrame } from '../components/page'
import { usePorts } from '../ports'
import { currentRoute, paths, type Route } from '../router'
import { hasAnyRole } from '../state/roles'
import { AuditRoom } from './audit'
import { AdministrationEntrance } from './entrance'
import { FormRoom } from './form-versions'
import { FormsRoom } from './forms'
import type { RoomAddress } from './here'
import { ImportRoom } from './importing'
import { IndicatorRoom } from './indicator'
import { IndicatorsRoom } from './indicators'
import { UnitRoom } from './unit'
import { UnitsRoom } from './units'
import { UserRoom } from './user'
import { NewUserRoom } from './user-new'
import { UsersRoom } from './users'
import { t } from './words'

/** Room → what is shown there, and what is shown of one thing in it. */
const ROOM_COMPONENTS: Record<string, [ComponentType<RoomAddress>, ComponentType<RoomAddress>?]> = {
  '': [AdministrationEntrance],
  'tai-khoan': [UsersRoom, UserRoom],
  'tai-khoan-moi': [NewUserRoom],
  'bieu-mau': [FormsRoom, FormRoom],
  'don-vi': [UnitsRoom, UnitRoom],
  'chi-tieu': [IndicatorsRoom, IndicatorRoom],
  'nhap-tep': [ImportRoom],
  'nhat-ky': [AuditRoom],
}

export function AdministrationScreen() {
  const { person } = usePorts()
  const { room, id, asked } = currentRoute.value as Extract<Route, { at: 'administration' }>
  const [list, one] = ownEntry(ROOM_COMPONENTS, room) ?? []
  const shown = id ? one : list
  if (!hasAnyRole(person, 'admin') || !shown)
    return (
      <ScreenFrame title={t('nowhere')} back={paths.home()} backWord={t('bar.home')}>
        <EmptyNotice>{t('rooms.notHere')}</EmptyNotice>
      </ScreenFrame>
    )
  return h(shown, { key: `${room}/${id}`, id, asked })
}
