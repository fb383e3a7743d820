"""The files of a submission, in Central's dialect."""

from api.schemas.wire import WireModel


class SubmissionAttachment(WireModel):
    """A file that the current version names, come or not."""

    name: str
    exists: bool
    sha256: str | None
