// Administration: which room stands at which address. It comes over the network and is not kept on
// the phone: an office's code must not weigh on Lan's.

import '../styles/administration.css'
import type { ComponentType } from 'preact'
import { h } from 'preact'
import { AuditLog } from '../administration/audit'
import { Entrance } from '../administration/entrance'
import { OneForm } from '../administration/form-versions'
import { Forms } from '../administration/forms'
import type { Here } from '../administration/here'
import { Importing } from '../administration/importing'
import { OneIndicator } from '../administration/indicator'
import { Indicators } from '../administration/indicators'
import { Unit } from '../administration/unit'
import { Units } from '../administration/units'
import { User } from '../administration/user'
import { NewUser } from '../administration/user-new'
import { Users } from '../administration/users'
import { useDoors } from '../doors'
import { Empty } from '../parts/card'
import { Page } from '../parts/page'
import { may } from '../roles'
import { type Place, paths, place } from '../router'
import { t } from '../words'
import { a } from '../words/administration'

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
