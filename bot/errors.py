"""What can go wrong, as a tree.

BriefingError
 +-- BriefInvalid        a brief on disk that cannot be served
 +-- BriefNotWritten     a brief that could not be put on disk
 +-- OtherStatement      a statement that is no correction of the brief it was given for
 +-- SourceUnreadable    a file, page or input that gives no statement to draft from
 +-- SettingsInvalid     a setting that is missing or wrong
 +-- StoreUnavailable    the database does not answer
 +-- PostFailed          a message that was not posted, or may not have been
      +-- PostRefused    certainly not posted and never will be: no right, no channel
      +-- PostDelayed    certainly not posted, try again after `retry_after` seconds
      +-- PostUncertain  may or may not have been posted: look before posting again
 +-- LookUpImpossible    whether a message was posted cannot be found out
 +-- TokenRefused        the platform refuses the token: trying again is of no use

"The statement does not say" is an answer, not an error. Users never read an exception's text.
"""


class BriefingError(Exception):
    """Something the operator can act on, said in one line."""


class BriefInvalid(BriefingError):
    """A brief on disk that cannot be served; `faults` holds `path:line:col: reason` lines."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class BriefNotWritten(BriefingError):
    """A brief that could not be put on disk; the message says where and why."""


class OtherStatement(BriefingError):
    """A statement that shares nothing with the brief it should correct."""


class SourceUnreadable(BriefingError):
    """A file, page or input that gives no statement; the message says in one line why."""


class SettingsInvalid(BriefingError):
    """A setting that is missing or wrong; the message names it and what to do."""


class StoreUnavailable(BriefingError):
    """The database does not answer in time."""


class PostFailed(BriefingError):
    """A message that was not posted, or may not have been."""


class PostRefused(PostFailed):
    """Certainly not posted, and posting again is of no use: no right, no such channel."""


class PostDelayed(PostFailed):
    """Certainly not posted; may be tried again after `retry_after` seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class PostUncertain(PostFailed):
    """May or may not have been posted: look before posting again."""


class LookUpImpossible(BriefingError):
    """Whether a message was posted cannot be found out: no right to read, or history is limited."""


class TokenRefused(BriefingError):
    """The platform refuses the token; the message names the setting."""
