"""What can go wrong with an expression: refused when it is read, or when it is evaluated."""


class XPathError(Exception):
    """An expression that we do not take, or cannot answer.

    `reason` is a stable code: syntax, tooLong, tooDeep, variable, unknownPrefix, unknownFunction,
    arguments (wrong count), regex, digest, dateFormat, notNodes (a node-set was needed),
    noInstance, noChance, tooManySteps.
    `detail` names the thing (a function, a prefix, a token). `position` counts characters from 0,
    where the text is known.
    """

    def __init__(self, reason: str, position: int | None = None, detail: str = "") -> None:
        super().__init__(reason, position, detail)
        self.reason = reason
        self.position = position
        self.detail = detail


class TooManySteps(XPathError):
    """The evaluation was stopped: it visited more than its budget allows."""

    def __init__(self) -> None:
        super().__init__("tooManySteps")
