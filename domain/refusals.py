"""A rule's no: shown to the person in their language, never retried, never logged as an error."""

from models.languages import Words


class Refusal(Exception):
    """What is not possible, and where it helps, what would be."""

    code = "refused"

    def __init__(self, words: Words) -> None:
        super().__init__(self.code)
        self.words = words


class NotFound(Refusal):
    code = "not_found"


class Conflict(Refusal):
    """Somebody else was faster, or the matter has moved on."""

    code = "conflict"


class Outdated(Refusal):
    """These rows are older than what somebody has seen of them: a backup was restored."""

    code = "outdated"


class NotAllowed(Refusal):
    code = "not_allowed"


class Invalid(Refusal):
    code = "invalid"
