// What was said at a question when the record was sent back.

import { Icon } from './icon'
import { t } from './words'

/** In the words of whoever sent it back. */
export const RemarkBox = ({ id, text }: { id: string; text: string }) => (
  <p class="remark" id={id}>
    <Icon name="turn" />
    <span>
      <strong>{t('remark.says')}</strong> {text}
    </span>
  </p>
)
