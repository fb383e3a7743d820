"""The catalogue of screens: each in every state in which people meet it, and who looks at it.

Its one rule: a state that is not looked at says why there is none. A look is named as in the story
that takes it; `*` stands for what its name has of a size or a room. docs/screens.md shows the same.
"""

from enum import IntEnum
from typing import NamedTuple


class NoSuchState(IntEnum):
    """Why a screen is never seen so, numbered as in docs/screens.md."""

    SHOWS_ITS_OWN = 1
    NOBODY_ELSES_WORDS = 2
    LIES_HERE = 3
    ASKS_NOBODY = 4
    ONE_RECORD = 5


Cell = NoSuchState | tuple[str, ...]
OWN, OURS, HERE, ALONE, ONE = NoSuchState


class Screen(NamedTuple):
    """The looks of one screen by state."""

    empty: Cell
    on_its_way: Cell
    no_network: Cell
    refused: Cell
    endless_words: Cell


SCREENS = {
    "sign-in": Screen(
        OWN, ("t0-sign-in-coming",), ("t1-sign-in-offline",), ("02-sign-in-wrong",), OURS
    ),
    "who opens it": Screen(OWN, HERE, ("tr-who-endless",), ALONE, ("tr-who-endless",)),
    "invitation": Screen(
        OWN,
        ("t3-invitation-coming",),
        ("t2-invitation-not-here", "t4-invitation-offline"),
        ("05-invitation-wrong",),
        OURS,
    ),
    "unlock": Screen(
        OWN,
        ("ts-unlock-coming",),
        ("md-unlock-away",),
        ("m4-unlock-wrong", "m5-unlock-wait", "mf-unlock-signed-out", "me-unlock-clock"),
        ("to-unlock-endless",),
    ),
    "forgotten": Screen(
        OWN,
        ("tp-forgotten-coming",),
        ("tq-forgotten-offline",),
        ("m6-forgot-sign-in-first",),
        OURS,
    ),
    "home": Screen(
        ("10-home-new",),
        ("p0-home-fetching",),
        ("41-home-offline", "p1-home-nothing-offline"),
        ("r0-home-forms-later",),
        ("p9-home-long", "t6-home-endless"),
    ),
    "choose": Screen(
        ("p2-choose-nothing",),
        HERE,
        ("p2-choose-nothing",),
        ("t5-choose-refused",),
        ("t9-choose-endless",),
    ),
    "a form": Screen(
        OWN,
        ("ta-form-coming",),
        ("31-meeting-which", "36-meeting-photo-none"),
        ("21-team-kind-missing", "24-team-no-such-day", "35-meeting-count-wrong"),
        ("t7-form-endless",),
    ),
    "its last look": Screen(OWN, HERE, ("39-meeting-check",), ALONE, ("t8-check-endless",)),
    "outbox": Screen(
        ("12-outbox-empty",),
        ("tc-outbox-sending", "td-outbox-sending-photo"),
        ("42-outbox-offline",),
        ("51-outbox-every-state",),
        ("pa-outbox-long", "tc-outbox-sending"),
    ),
    "my record": Screen(
        ONE,
        ("te-record-coming", "tb-record-sending"),
        ("40-record-on-phone",),
        ("52-record-setAside", "52-record-*"),
        ("pb-record-long", "tf-record-endless"),
    ),
    "queue": Screen(
        ("u2-queue-empty",),
        ("u0-queue-coming",),
        ("u1-queue-never", "u3-queue-empty-offline"),
        ("212-*-queue-failed", "p8-trouble-*"),
        ("pc-queue-long", "u5-queue-endless"),
    ),
    "review record": Screen(
        ONE,
        ("213-*-record-coming", "u7-record-coming"),
        ("uc-record-offline", "ud-record-never"),
        ("u6-record-refused", "ua-return-refused-desk"),
        ("u8-record-endless", "u9-return-endless"),
    ),
    "owing": Screen(
        ("p0-owing-nobody*",),
        ("uh-owing-coming",),
        ("p4-owing-kept*",),
        ("p8-trouble-*",),
        ("ul-owing-endless",),
    ),
    "figures": Screen(
        ("72-indicators-reasons",),
        ("210-*-figures-coming",),
        ("214-*-figures-kept", "215-*-figures-never", "p3-figures-nothing"),
        ("211-*-figures-failed",),
        ("pd-figures-long",),
    ),
    "evidence": Screen(
        ONE,
        ("ue-evidence-coming",),
        ("76-evidence-offline",),
        ("uf-evidence-refused", "u4-evidence-nowhere"),
        ("ug-evidence-endless",),
    ),
    "account": Screen(
        OWN,
        HERE,
        ("tg-account-endless",),
        ("p8-trouble-*",),
        ("tg-account-endless", "uk-account-endless"),
    ),
    "lock": Screen(
        OWN, ("tm-lock-coming",), ("tn-lock-offline",), ("m1-lock-wrong", "m1-lock-words"), OURS
    ),
    "hand-over": Screen(
        ("o0-handover-begin",),
        ("th-handover-coming", "tk-handover-going", "ui-handover-coming"),
        ("p4-handover-offline",),
        ("p6-handover-trouble", "p7-handover-find-trouble", "tj-handover-refused"),
        ("ti-handover-endless", "tl-handover-waits-endless", "uj-handover-endless"),
    ),
    "administration": Screen(
        ("v1-users-empty", "v2-units-empty", "v3-audit-empty"),
        ("v0-*-coming",),
        ("a2-user-new-offline", "h0-phone-offline", "h1-phone-not-fetched"),
        ("a2-user-new-wrong", "b2-unit-rename-wrong", "d1-target-wrong", "e1-import-wrong"),
        ("v4-users-endless", "v5-user-endless", "v6-units-endless", "v7-unit-endless")
        + ("v8-audit-endless",),
    ),
    "red: not kept, newer tab": Screen(
        OWN, HERE, ALONE, ("tt-home-disk-lost", "tu-form-disk-lost", "tv-form-newer-tab"), OURS
    ),
}
# The stories that take these looks, as docs/screens.md shortens them.
STORIES = {
    "test_every_screen": "s",
    "test_hard_screens": "h",
    "test_desk_screens": "d",
    "test_owing_screens": "o",
    "test_locked": "l",
    "test_handover": "b",
    "test_administration": "a",
    "test_administration_changes": "a",
    "test_administration_files": "a",
    "test_every_state_of_a_screen": "R",
    "test_every_state_at_an_office": "O",
}
