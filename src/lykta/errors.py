"""Every error a user may meet; each class means a different thing to do."""


class LyktaError(Exception):
    """The root. Its text says what came, what was expected, what to do next.

    `sv` is the same in Swedish where the error brings it; None where a door has its own list of sentences.
    """

    def __init__(self, en: str = "", *, sv: str | None = None) -> None:
        super().__init__(en)
        self.sv = sv


class BadInputError(LyktaError):
    """The user's file, line or argument cannot be read: mend the input and try again."""


class DamagedError(LyktaError):
    """Kept bytes are not what the manifest says: restore from a copy, do not go on."""


class SettingsError(LyktaError):
    """A setting, an adapter or a plugin is wrong: mend it before the start."""


class StoreError(LyktaError):
    """The database cannot be used as it is: the text says what to change."""


class UnstorableError(StoreError):
    """The database refuses one value of a batch: leave that one out and go on."""


class DiskFullError(StoreError):
    """No room left: free space and run the same command again, nothing kept is lost."""


class NotFoundError(LyktaError):
    """Missing, or not yours; the two are never told apart."""


def nothing_here() -> NotFoundError:
    """The one answer to who may not ask, given without looking whether there is anything."""
    return NotFoundError(
        "There is nothing here, or it is not yours to see. What your account may do: lykta account own.",
        sv="Det finns inget här, eller så är det inte ditt att se. Vad ditt konto får göra: lykta account own.",
    )


class RefusedError(LyktaError):
    """The data cannot bear the question: the text says why, in both languages, and what would."""

    sv: str

    def __init__(self, *, sv: str, en: str) -> None:
        super().__init__(en, sv=sv)
        self.en = en


class NotAllowedError(LyktaError):
    """A rule forbids it to this person or at this time: the text says which, and who may or what comes first."""


class OutdatedError(LyktaError):
    """Somebody else was first: look at what they did, which the text tells, then decide again."""
