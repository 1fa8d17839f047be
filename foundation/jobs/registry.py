"""Which function does which job, by name, so that services start work without importing tasks."""

from collections.abc import Callable
from typing import Any

Work = Callable[..., dict[str, Any]]

_WORK: dict[str, Work] = {}


def job_task(name: str) -> Callable[[Work], Work]:
    """Register the decorated function as the work called `name`.

    It takes the running job and the job's arguments and returns the result that the page shows; it may run twice, and
    its docstring says why that is safe.
    """

    def register(work: Work) -> Work:
        _WORK[name] = work
        return work

    return register


def work_called(name: str) -> Work:
    """Return the function registered under `name`; KeyError where no app registered it."""
    return _WORK[name]
