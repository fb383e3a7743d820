// One round of sending, as its sender tells it besides the outcome. Of a file of its own: the first
// screen plans rounds, and what sends comes after it.

export interface SendingRound {
  /** Something got through: the line is bad rather than dead. */
  moved: boolean
  /** Seconds that the server asked us to wait. */
  retryAfter: number
}

export const newSendingRound = (): SendingRound => ({ moved: false, retryAfter: 0 })
