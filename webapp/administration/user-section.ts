// What each part of a person's page is handed.

import type { UserDetail } from './wire'

export interface UserSectionProps {
  user: UserDetail
  /** The server has said something newer about her. */
  again(): void
}
