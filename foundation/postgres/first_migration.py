"""Migrate an empty database without rendering everything anew at every step.

After each operation Django renders the changed model of the migrations' state and all that are related to it, however
far: here nearly all of them, as all belong to an organisation. That takes most of the time of a first migration. An
operation needs the changed model alone; work in Python, which may need the others, gets all of them rendered anew,
as after every operation that Django itself calls delayed. What comes of both ways is compared by a test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

WHICH = "_find_reload_model"
"""Django's way to find what has to be rendered anew; it has no public place for another one."""


def is_first(connection: BaseDatabaseWrapper) -> bool:
    """Whether nothing has been migrated yet."""
    return not MigrationRecorder(connection).applied_migrations()


@contextmanager
def rendered_alone() -> Iterator[None]:
    """Render the changed model alone after each operation."""
    usual = getattr(ProjectState, WHICH)
    setattr(ProjectState, WHICH, _alone)
    try:
        yield
    finally:
        setattr(ProjectState, WHICH, usual)


def _alone(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:  # noqa: ANN401, ARG001 - as Django calls it
    state.is_delayed = True
    return {(app_label, model_name)}
