// The one store and the one line to the server of this open page.

import { connect } from './api'
import { heard } from './network'
import { openStore } from './store'
import { outdated } from './update'
import { language } from './words'

export const store = openStore(() => {
  outdated.value = true
})

export const api = connect(() => language.value, heard)
