"""Domain errors: a sentence for people plus the values, caught at the edge of pages, API, commands and tasks."""

from foundation.problems import Problem


class DomainError(Exception):
    """Something that was asked for cannot be done; the message says what and how to mend it."""

    status = 422

    def __init__(self, message: object, *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems

    def __str__(self) -> str:
        return str(self.message)


class ConflictError(DomainError):
    """Somebody else changed the thing in the meantime."""

    status = 409


class BusyError(ConflictError):
    """Other work holds the thing just now; nothing changed, and the same may be asked again as it stands."""


class NotFoundError(DomainError):
    """The thing is not there, or not for this reader."""

    status = 404
