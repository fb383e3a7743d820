// What can go wrong while an expression is evaluated. The codes are those of api/domain/xpath.

/** `reason` is a stable code: notNodes, noInstance, regex, digest, unknownFunction, tooManySteps … */
export class XPathError extends Error {
  constructor(
    readonly reason: string,
    readonly detail = '',
  ) {
    super(`${reason} ${detail}`)
  }
}

/** The evaluation was stopped: it visited more than its budget allows. */
export class TooManySteps extends XPathError {
  constructor() {
    super('tooManySteps')
  }
}
