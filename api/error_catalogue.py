"""What can go wrong, in one catalogue: code → status, English message, fields of `details`.

Codes are API: stable, described in docs/errors.md, each with words for people in webapp/words/.
Where ODK Central has a numeric code for the same thing, that code is used.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """One code. `status` is None for what is said of one line of a file; `retry_after`: seconds."""

    status: int | None
    message: str
    details: str = ""
    retry_after: int = 0


ERROR_CATALOGUE: dict[str, Entry] = {
    # Of any request.
    "400.1": Entry(
        400, "The body is not the JSON, or not the XML, that is expected.", "reason line"
    ),
    "401.2": Entry(401, "Sign in first: the credentials are missing, wrong or over."),
    "signedOut": Entry(401, "The session of this phone is over: sign in again."),
    "404.1": Entry(404, "There is nothing here that you can see.", "what"),
    "405": Entry(405, "This address does not take this method."),
    "500.1": Entry(500, "Something unexpected happened; nothing was stored."),
    "bodyTooLarge": Entry(413, "The body is too large.", "bytes"),
    "busy": Entry(503, "The server is busy; nothing was stored. Try again.", retry_after=5),
    "contentEncoding": Entry(415, "Send the body as it is, not compressed."),
    "contentType": Entry(415, "Say by Content-Type what the body is; no form of a page sends it."),
    "crossSite": Entry(403, "This came from another site."),
    "invalid": Entry(422, "A value is missing or outside what is allowed.", "places"),
    "noRoom": Entry(507, "The server has no room now; nothing was stored.", retry_after=600),
    "serverTooOld": Entry(503, "This needs a newer server; nothing was stored.", retry_after=60),
    "tooManyAttempts": Entry(429, "Too many attempts.", "retryAfter"),
    "tooMuchAtOnce": Entry(429, "Too much comes from you at once.", retry_after=20),
    "wrongPassword": Entry(403, "This is not the password of whoever asks."),
    # Of records that arrive.
    "400.2": Entry(400, "This is no record that can be read.", "field"),
    "400.7": Entry(400, "The part xml_submission_file is missing.", "field"),
    "400.19": Entry(400, "An edit names the version that it replaces."),
    "404.5": Entry(404, "There is nothing here that you can see.", "what"),
    "404.6": Entry(404, "There is nothing here that you can see.", "what"),
    "409.1": Entry(409, "This record stands with other content.", "instanceId"),
    "409.9": Entry(409, "A newer version has come: look at that one first.", "deprecatedId"),
    "attachmentName": Entry(400, "An attachment's name is too long."),
    "attachmentStands": Entry(409, "This file stands with other bytes.", "instanceId"),
    "closedToEdits": Entry(
        409, "It was decided about: it must be sent back first.", "deprecatedId"
    ),
    "doctype": Entry(400, "This is no record that can be read.", "reason"),
    "emptyAttachment": Entry(400, "The file has no bytes."),
    "envelopeAbout": Entry(400, "The envelope is about something else."),
    "envelopeBroken": Entry(400, "This is no whole envelope."),
    "envelopeKey": Entry(400, "This server has no key with this id.", "to"),
    "malformedMultipart": Entry(400, "The multipart body is broken, or has too many parts."),
    "mayNotEdit": Entry(403, "You may see this record, and not change it."),
    "notAPhoto": Entry(415, "This file is not a whole JPEG, PNG or WebP picture.", "name"),
    "notMultipart": Entry(415, "Post multipart/form-data in UTF-8."),
    "notUtf8": Entry(400, "This is no record that can be read.", "reason"),
    "otherForm": Entry(400, "The record is of another form.", "xmlFormId"),
    "otherHash": Entry(409, "These are not the bytes that were announced.", "received"),
    "otherOffset": Entry(409, "The next part begins elsewhere.", "received"),
    "otherSubmission": Entry(400, "The record replaces another submission."),
    "partTooLong": Entry(400, "The part goes beyond the end, or is too long."),
    "recordTooLarge": Entry(413, "The record is too large.", "bytes"),
    "sealedToSender": Entry(403, "It was sealed: who sent it does not read it again."),
    "tooDeep": Entry(400, "This is no record that can be read.", "reason most"),
    "tooLarge": Entry(413, "This is no record that can be read.", "reason most"),
    "tooManyElements": Entry(413, "This is no record that can be read.", "reason most"),
    "unitNeverWithinReach": Entry(403, "This unit was never within your reach."),
    # Of reviews and figures.
    "403.1": Entry(403, "You do not review records of this unit.", "instanceId"),
    "cannotMove": Entry(409, "It cannot go from its state to that one.", "instanceId"),
    "commentTooLong": Entry(422, "The comment is too long.", "instanceId"),
    "movedMeanwhile": Entry(409, "It is not as you saw it any more: look again.", "instanceId"),
    "noVerdict": Entry(422, "A review approves, returns with issues, or rejects.", "instanceId"),
    "ownRecord": Entry(403, "Nobody reviews what she sent herself.", "instanceId"),
    "reasonRequired": Entry(422, "Say why, so that it can be put right.", "instanceId"),
    "remarkNotThere": Entry(422, "A remark stands at no question, or two at one.", "instanceId"),
    "remarksWithoutReturn": Entry(422, "Remarks go with sending back.", "instanceId"),
    "valueTooLarge": Entry(422, "It holds a number that cannot be: return it.", "instanceId"),
    "noSuchPeriod": Entry(422, "A period is 2026, 2026S1, 2026Q4, 2026-11 or 2022-2025."),
    # Of people.
    "aboveYou": Entry(403, "This user also acts, or administers, outside your reach."),
    "assignmentEnded": Entry(409, "This assignment is over already."),
    "assignmentStands": Entry(409, "She holds this role there on some of these days."),
    "daysWrong": Entry(422, "The last day lies before the first, or an end in the past."),
    "invitationOver": Entry(404, "There is nothing here that you can see.", "what"),
    "lastAdministrator": Entry(409, "Nobody would be left to administer the nation."),
    "loginForm": Entry(422, "A login is 2 to 120 of a-z, 0-9 and . _ @ + -"),
    "loginTaken": Entry(409, "This login is somebody's already."),
    "nationOnly": Entry(403, "Only an administrator of the nation may do this."),
    "notAdministrator": Entry(403, "This is for administrators."),
    "ownAccount": Entry(403, "Somebody else must do this to your account."),
    "ownRights": Entry(403, "Nobody changes her own rights."),
    "passwordCommon": Entry(422, "Choose another password.", "least"),
    "passwordIsLogin": Entry(422, "Choose another password.", "least"),
    "passwordTooLong": Entry(422, "Choose another password.", "least"),
    "passwordTooShort": Entry(422, "Choose another password.", "least"),
    "supervisesNothing": Entry(403, "This is for supervisors."),
    "userInactive": Entry(409, "The account is closed: open it first."),
    # Of work that goes to a new leader, and of outbox files.
    "handoverDrafts": Entry(422, "Too many drafts at once.", "most"),
    "handoverNobody": Entry(404, "There is nothing here that you can see.", "what"),
    "handoverNotPlain": Entry(422, "Only drafts of plain forms go along."),
    "handoverNotYours": Entry(403, "This is for the giver, or for the taker, alone."),
    "handoverOver": Entry(409, "It is taken, withdrawn or too old, or not taken yet."),
    "handoverStands": Entry(409, "This work is offered to somebody already."),
    "handoverToOneself": Entry(422, "Two people confirm it."),
    "noOutbox": Entry(422, "This is no file of a phone's unsent records."),
    "outboxBroken": Entry(None, "The file ends in the middle, or a piece in it is not whole."),
    "outboxUnknown": Entry(403, "No phone of anybody within your reach."),
    # Of forms that are published.
    "formMistakes": Entry(422, "The form has mistakes.", "errors"),
    "versionStands": Entry(409, "This version stands with other content: raise it."),
    "workbookActive": Entry(400, "Macros, embedded objects and links are not taken."),
    "workbookColumnTwice": Entry(422, "A sheet has a column twice."),
    "workbookKind": Entry(415, "A workbook is XLSX, Markdown or CSV."),
    "workbookNotRead": Entry(400, "This file cannot be read."),
    "workbookTooHeavy": Entry(422, "It takes too much time or memory."),
    "workbookTooLarge": Entry(413, "The file, or what it unpacks to, is too large."),
    "workbookTooManyRows": Entry(422, "A sheet has too many rows."),
    # Of units and targets.
    "changeTooEarly": Entry(409, "What stands begins on that day or later."),
    "codeTaken": Entry(409, "This code is another unit's."),
    "dayTooFar": Entry(422, "This day is too long ago, or too far ahead."),
    "nameTaken": Entry(409, "A unit there is called so, or was from that day on."),
    "notASuccessor": Entry(422, "It did not become this one.", "among"),
    "notDivided": Entry(409, "Nothing that it lay in was divided, or not on that day."),
    "nothingChanges": Entry(422, "Nothing is said that is not so already."),
    "ownUnit": Entry(403, "Your own unit is moved and closed from above."),
    "unitClosed": Entry(409, "This unit is closed already."),
    "unitHasChildren": Entry(409, "There are units below it on that day."),
    "unitLevel": Entry(422, "A unit stands below one of a higher level."),
    "unitNotThere": Entry(409, "The unit is not there on that day, or not long enough."),
    "numberWrong": Entry(422, "This is not a number."),
    "readingStands": Entry(409, "This document and line say something else already."),
    "targetBoth": Entry(422, "What is not assigned or suspended has no number."),
    "targetEmpty": Entry(422, "Say a number, a reason, or the plan's words."),
    "thresholdKind": Entry(422, "Only what counts subjects has a threshold."),
    # Of tables that are imported, and of single lines in them.
    "csvBroken": Entry(400, "The CSV file is broken.", "line"),
    "csvColumns": Entry(422, "The columns are not right.", "missing unknown twice"),
    "csvEmpty": Entry(400, "The file has no lines."),
    "csvEncoding": Entry(400, "Save the file as CSV UTF-8."),
    "csvTooLarge": Entry(413, "The file is too large.", "most"),
    "csvTooManyLines": Entry(413, "The file has too many lines.", "most"),
    "importHasErrors": Entry(422, "No line was taken.", "kind applied counts lines"),
    "dayWrong": Entry(None, "Not a day."),
    "formulaCell": Entry(None, "A name that begins as a formula."),
    "indicatorUnknown": Entry(None, "No such indicator."),
    "lettersWrong": Entry(None, "Letters that nobody can see."),
    "levelUnknown": Entry(None, "No such level."),
    "lineTwice": Entry(None, "It contradicts an earlier line, or repeats it."),
    "missing": Entry(None, "An empty cell that is needed."),
    "reasonUnknown": Entry(None, "No such reason."),
    "roleUnknown": Entry(None, "No such role."),
    "tooLong": Entry(None, "Too many letters."),
    "unitUnknown": Entry(None, "No such unit within reach."),
}
