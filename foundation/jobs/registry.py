"""Which function does which job, by name, so that services start work without importing tasks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class RegisteredWork:
    """A function that does the jobs of one name; `fenced`: committed with its being done; `seconds`: at most."""

    do: Work
    fenced: bool
    seconds: float | None = None


_WORK: dict[str, RegisteredWork] = {}


def job_task(name: str, *, fenced: bool = False, seconds: float | None = None) -> Callable[[Work], Work]:
    """Register the decorated function as the work called `name`.

    It takes the running job and the job's arguments and returns the result that the page shows. It may run twice, and
    its docstring says why that is safe. With `fenced`, everything it writes is committed in one transaction together
    with the job's result, and only while this worker still holds the job: what a worker writes that was taken for dead
    is rolled back. With `seconds`, it is ended by then, as refused.
    """

    def register(work: Work) -> Work:
        _WORK[name] = RegisteredWork(work, fenced, seconds)
        return work

    return register


def work_called(name: str) -> RegisteredWork:
    """Return the work registered under `name`; KeyError where no app registered it."""
    return _WORK[name]


def known_work() -> frozenset[str]:
    """Return the names of all work that an app has registered."""
    return frozenset(_WORK)
