// She came with another phone, and the one before still owes: said until she says that she knows.

import { useEffect, useState } from 'preact/hooks'
import type { FormerPhone } from '../../api/owing-wire'
import type { AppPorts } from '../../ports'
import { reportFault } from '../../state/fault'
import { lastHeartbeatAnswer } from '../../sync/heartbeat'
import { t } from '../../words'
import { printedInstant } from '../../words/printed'

const formerKnownSetting = (owner: number) => `formerKnown/${owner}`

export const FormerPhoneWords = ({ phone }: { phone: FormerPhone }) => (
  <p>{t('former.owes', { n: phone.owed, at: printedInstant(phone.lastContactAt) })}</p>
)

/** Those of which she has not said yet that she knows. */
export function FormerPhones({ ports: { store, person } }: { ports: AppPorts }) {
  const [known, setKnown] = useState<string | null>(null)
  useEffect(() => {
    store
      .setting(formerKnownSetting(person.id))
      .then((at) => setKnown(String(at ?? '')))
      .catch(reportFault)
  }, [person.id])
  const phones = lastHeartbeatAnswer.value?.formerPhones ?? []
  const news = known === null ? [] : phones.filter((phone) => phone.lastContactAt > known)
  const [newest] = news
  if (!newest) return null
  const knows = () => {
    setKnown(newest.lastContactAt)
    void store.keepSetting(formerKnownSetting(person.id), newest.lastContactAt).catch(reportFault)
  }
  return (
    <div class="box stack" role="alert">
      {news.map((phone) => (
        <FormerPhoneWords key={phone.lastContactAt} phone={phone} />
      ))}
      <button type="button" class="button button--small" onClick={knows}>
        {t('former.known')}
      </button>
    </div>
  )
}
