// What each part of a person's page is handed.

import type { User } from './wire'

export interface UserSectionProps {
  user: User
  /** The server has said something newer about her. */
  again(): void
}
