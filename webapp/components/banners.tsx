// What stands above every screen when it must: the phone cannot keep, sign in again, a new version.

import { useState } from 'preact/hooks'
import { isClockWrong } from '../api/network'
import { today } from '../clock'
import { usePorts } from '../ports'
import { isOutdated, takeUpdate, updateProgress, updateReady } from '../pwa/update'
import { currentRoute } from '../router'
import { isStorageTight, reportFault, storeFault } from '../state/fault'
import { signInNeeded } from '../state/session'
import { isThisVersionClosed } from '../sync/heartbeat'
import { t } from '../words'
import { dateText } from '../words/text'
import { ClosedVersionBanner } from './closed-version'
import { StoreFaultBanner } from './fault-banner'
import { Icon } from './icon'
import { SignInForm } from './sign-in-form'
import { TakeUpdateButton } from './take-update'

export function Banners() {
  const { courier } = usePorts()
  const newer = updateReady.value || isOutdated.value
  const closed = isThisVersionClosed.value
  // Not in the middle of a form, and not while something is on its way.
  const calm = () => currentRoute.value.at !== 'fill' && courier.sending.value === null
  const disturbs = !calm()
  return (
    <div class="banners" role="status">
      <StoreFaultBanner />
      {isStorageTight.value && !storeFault.value && <StorageTightBanner />}
      {isClockWrong.value && <ClockWrongBanner />}
      {signInNeeded.value && <SignInAgainBanner />}
      {closed && !disturbs && <ClosedVersionBanner calm={calm} />}
      {newer && !closed && !disturbs && <UpdateBanner calm={calm} />}
    </div>
  )
}

function SignInAgainBanner() {
  const { courier } = usePorts()
  const [open, setOpen] = useState(false)
  return (
    <div class="banner banner--amber">
      <Icon name="person" />
      <p>{t('signIn.again')}</p>
      {!open && (
        <button type="button" class="button button--small" onClick={() => setOpen(true)}>
          {t('signIn.do')}
        </button>
      )}
      {open && <SignInForm onDone={() => void courier.go().catch(reportFault)} />}
    </div>
  )
}

const StorageTightBanner = () => (
  <div class="banner banner--amber">
    <Icon name="warn" />
    <p>{t('storeTight')}</p>
  </div>
)

const ClockWrongBanner = () => (
  <div class="banner banner--amber">
    <Icon name="warn" />
    <p>{t('clock.wrong', { day: dateText(today()) })}</p>
  </div>
)

const UpdateBanner = ({ calm }: { calm: () => boolean }) => (
  <div class="banner banner--indigo">
    <Icon name="install" />
    <p>
      {updateProgress.value === 'stuck'
        ? `${t('update.stuck')} ${t('update.stuckKeeps')}`
        : t('update.ready')}
    </p>
    <TakeUpdateButton onTap={() => takeUpdate(calm)} />
  </div>
)
