// The one store and the one line to the server of this open page.

import { connect } from './api'
import { storeFault } from './fault'
import { heard } from './network'
import { openStore } from './store'
import { outdated } from './update'
import { language } from './words'

export const store = openStore({
  outdated: () => {
    outdated.value = true
  },
  kept: () => {
    storeFault.value = null
  },
})

export const api = connect(() => language.value, heard)
