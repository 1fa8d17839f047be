"""Answer what the law guard has to know of a procurement."""

from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from procurement.models import LawAnswers, Procurement
from procurement.queries.law_facts import answers_of
from procurement.services.locked_procurement import about, locked


class Answered(TypedDict, total=False):
    """What is answered, by the fields of LawAnswers."""

    contract: str
    is_above_eu_threshold: bool | None
    climate_by: str
    ranks: dict[str, int]
    requirements: list[str]
    ground: str
    reason: str
    vehicles: list[dict[str, Any]]
    checklist: dict[str, dict[str, Any]]


@transaction.atomic
def answer_law(procurement: Procurement, *, revision: int, **said: Unpack[Answered]) -> LawAnswers:
    """Return the answers with what is said; ConflictError if somebody answered after `revision` was read."""
    procurement = locked(procurement)
    answers = answers_of(procurement)
    if answers.revision != revision:
        sentence = _("Somebody else answered in the meantime. What you typed is still here: compare, and save again.")
        raise ConflictError(sentence)
    changed = {name: value for name, value in said.items() if getattr(answers, name) != value}
    if changed or answers.pk is None:
        for name, value in changed.items():
            setattr(answers, name, value)
        answers.revision += 1
        answers.updated_by = current_actor().name
        answers.save()
        record_change(kind="procurement.procurement", action="answered", **about(procurement))
    return answers
