"""Decide what becomes of an old wording: the bank's is used, a variant is made of it, it is proposed, or set aside."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from organisations.models import Organisation
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.old_values import placed_values, proposed_values
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.wording import Value
from requirements_bank.models import Bank, OldWording, RequirementVersion
from requirements_bank.services.adopt import adopt, make_variant
from requirements_bank.services.own_bank import own_bank
from requirements_bank.services.proposals import propose
from requirements_bank.services.wording_locks import locked, locked_open

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE_LENGTH = 120
UNDECIDED: dict[str, Any] = {
    "outcome": OldWording.Outcome.OPEN, "version": None, "made": None, "values": {}, "decided_by": "",
    "decided_at": None,
}  # fmt: skip


def values_for(wording: OldWording, version: RequirementVersion, language: str) -> dict[str, Value]:
    """Return the values of the requirement's variables that the old wording seems to name."""
    content = content_of(version.content, version.content_hash)
    return proposed_values(content.variables, text_in(content.wording, language), wording.text)


@transaction.atomic
def use_the_banks(
    *, organisation: Organisation, wording: OldWording, version: RequirementVersion, language: str
) -> bool:
    """Use the requirement of the bank in the old wording's place; its values are kept with the wording.

    Returns whether the use is new.
    """
    wording = _still_open(wording)
    _use, is_new = adopt(organisation=organisation, version=version)
    values = values_for(wording, version, language)
    _decide(wording, OldWording.Outcome.ADOPTED, version=version, values={k: _plain(v) for k, v in values.items()})
    return is_new


@transaction.atomic
def make_a_variant(
    *, organisation: Organisation, wording: OldWording, version: RequirementVersion, language: str
) -> RequirementVersion:
    """Return the first draft of a variant that says what the old wording says; its numbers become variables."""
    wording = _still_open(wording)
    changes, values = _as_variant(wording, version, language)
    bank = own_bank(organisation)
    draft = make_variant(organisation=organisation, bank=bank, version=version, changes=changes)
    _decide(wording, OldWording.Outcome.VARIANT, version=version, made=draft.requirement, values=values)
    return draft


@transaction.atomic
def propose_to(*, organisation: Organisation, wording: OldWording, bank: Bank, language: str, reason: str) -> None:
    """Propose the wording as a new requirement to a bank."""
    wording = _still_open(wording)
    title = wording.text if len(wording.text) <= TITLE_LENGTH else f"{wording.text[:TITLE_LENGTH].rsplit(' ', 1)[0]} …"
    propose(organisation=organisation, bank=bank, title=title, wording=wording.text, reason=reason, language=language)
    _decide(wording, OldWording.Outcome.PROPOSED)


@transaction.atomic
def set_aside(wording: OldWording) -> None:
    """Say that nothing of the bank is wanted for it."""
    wording = _still_open(wording)
    _decide(wording, OldWording.Outcome.NOT_RELEVANT)


@transaction.atomic
def open_again(wording: OldWording) -> None:
    """Take a decision back; what was adopted, made or proposed by it stays. What is open stays so."""
    wording = locked(wording)
    if not wording.outcome:
        return
    for name, value in UNDECIDED.items():
        setattr(wording, name, value)
    wording.save(update_fields=list(UNDECIDED))
    record_change(kind="requirements_bank.old_wording", action="opened_again", **_about(wording))


def _as_variant(
    wording: OldWording, version: RequirementVersion, language: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a variant says otherwise than its source, and the values that were read out of the wording."""
    content = content_of(version.content, version.content_hash)
    text, values = placed_values(content.variables, text_in(content.wording, language), wording.text)
    plain = {name: _plain(value) for name, value in values.items()}
    declared: Mapping[str, Any] = version.content.get("variables") or {}
    changes: dict[str, Any] = {
        "wording": {language: text},
        "variables": {name: {**declared[name], "default": value} for name, value in plain.items()},
    }
    measure = version.content.get("measure") or {}
    if isinstance(measure.get("threshold"), str) and measure["threshold"] in declared.keys() - plain.keys():
        changes |= {"measure": None, "staircase": []}
    return changes, plain


def _decide(wording: OldWording, outcome: OldWording.Outcome, **fields: Any) -> None:  # noqa: ANN401 - columns
    decided = {"outcome": outcome, "decided_by": current_actor().name, "decided_at": timezone.now(), **fields}
    for name, value in decided.items():
        setattr(wording, name, value)
    wording.save(update_fields=list(decided))
    record_change(kind="requirements_bank.old_wording", action="decided", **_about(wording, outcome=outcome.value))


def _about(wording: OldWording, **summary: str) -> dict[str, Any]:
    """Return what every change of a wording is recorded with."""
    return {
        "organisation_id": wording.organisation_id,
        "object_id": wording.wording_set.uuid,
        "summary": {"name": wording.wording_set.name, "text": wording.text[:80], **summary},
    }


def _still_open(wording: OldWording) -> OldWording:
    current = locked_open(wording)
    if current.is_left_out:
        raise ConflictError(_("It is left out. Take it back among the wordings first."))
    return current


def _plain(value: Value) -> int | float | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else float(value)
    return value.isoformat() if isinstance(value, date) else value
