// What a record was asked, as a list.

import type { Filling, Question } from '../engine'

/** Everything that was asked, screen by screen; notes are no answers. */
export const askedQuestions = (filling: Filling): { step: number; question: Question }[] =>
  filling
    .steps()
    .flatMap((step, nth) =>
      step.questions
        .map((ref) => ({ step: nth, question: filling.question(ref) }))
        .filter(({ question }) => question.kind !== 'note'),
    )
