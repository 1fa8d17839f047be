"""The life of an example: a draft of one's own, published to some or to everybody, corrected, withdrawn.

An example is no contract text and has no versions. Whom to ask about it is kept apart, for its owner's networks at
most, however many see the example itself.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import ConflictError, DomainError
from foundation.problems import Problem
from organisations.models import Organisation
from requirements_bank.calculations.example_reading import read_example
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.calculations.stored_content import fingerprint, plain
from requirements_bank.models import Example, ExampleContact, Requirement, SeenBy
from requirements_bank.queries.examples import contact_of
from requirements_bank.services.example_texts import write_example_texts

TEXTS = ("title", "asked", "happened", "price_effect", "lesson")
FIRST_OWN = 101


class ExampleNotPossibleError(DomainError):
    """The example cannot be written so; `problems` name what a text or field lacks."""


@transaction.atomic
def new_example(
    *, organisation: Organisation, said: Mapping[str, Any], contact: str = "", copied_from: Example | None = None
) -> Example:
    """Return a draft of the organisation's own; without a code it gets the next one that is free."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = set(Example.objects.filter(organisation=organisation).values_list("code", flat=True))
    code = str(said.get("code") or "") or _free_code(known)
    if code in known:
        raise ExampleNotPossibleError(_("%(code)s is taken. Choose another code, or none.") % {"code": code})
    values = _checked({**said, "code": code}, organisation)
    example = Example.objects.create(organisation=organisation, code=code, copied_from=copied_from, **values)
    _let_see(example, contact)
    if copied_from:
        record_change(kind="requirements_bank.example", action="copied", **_about(example, source=copied_from.code))
    else:
        record_change(kind="requirements_bank.example", action="written", **_about(example))
    return example


@transaction.atomic
def change_example(example: Example, *, said: Mapping[str, Any], contact: str, seen_hash: str = "") -> Example:
    """Replace what an example says; `seen_hash` is the hash of what was read, so that nobody's change is lost."""
    example = _locked(example)
    if seen_hash and seen_hash != example.content_hash:
        raise ConflictError(_("Somebody else has changed %(code)s. Load the page again.") % {"code": example.code})
    for name, value in _checked({**said, "code": example.code}, example.organisation).items():
        setattr(example, name, value)
    example.save()
    _let_see(example, contact)
    record_change(kind="requirements_bank.example", action="changed", **_about(example))
    return example


@transaction.atomic
def publish_example(example: Example, *, seen_by: str) -> Example:
    """Let the example be seen by whom `seen_by` names: only its own people, its networks too, or everybody."""
    example = _locked(example)
    example.is_published, example.seen_by = True, SeenBy(seen_by)
    example.save()
    _let_see(example, contact_of(example))
    record_change(kind="requirements_bank.example", action="published", **_about(example, seen_by=str(seen_by)))
    return example


@transaction.atomic
def withdraw_example(example: Example, *, reason: str = "") -> Example:
    """Make a published example a draft again, which nobody else sees; copies that others made stay theirs."""
    example = _locked(example)
    if not example.is_published:
        raise ConflictError(_("%(code)s is a draft already. Load the page again.") % {"code": example.code})
    example.is_published, example.seen_by = False, SeenBy.OWN
    example.save()
    _let_see(example, contact_of(example))
    record_change(kind="requirements_bank.example", action="withdrawn", **_about(example, reason=reason))
    return example


def copy_example(*, organisation: Organisation, example: Example) -> Example:
    """Return a draft of the organisation's own that says the same, without the contact and what only they have."""
    said = {name: value for name, value in example.content.items() if name != "code"}
    said["requirements"] = sorted(_known_requirements(example.requirements, organisation))
    return new_example(organisation=organisation, said=said, copied_from=example)


def example_columns(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of an example that are taken from what it says; never its contact."""
    content = {name: value for name, value in plain(said).items() if name != "contact"}
    return {
        "content": content,
        "content_hash": fingerprint(content),
        "areas": list(content.get("areas") or ()),
        "categories": list(content.get("categories") or ()),
        "themes": list(content.get("themes") or ()),
        "countries": [content["country"]],
        "requirements": list(content.get("requirements") or ()),
    }


def _checked(said: Mapping[str, Any], organisation: Organisation | None) -> dict[str, Any]:
    """Return the columns of what is complete; ExampleNotPossibleError names everything that is not."""
    begun = sorted({language for name in TEXTS for language, text in dict(said.get(name) or {}).items() if text})
    _content, problems = read_example(said, languages=begun or LANGUAGES[:1], place=str(said.get("code") or ""))
    problems = [problem for problem in problems if not _may_lack(problem)] + _unknown_requirements(said, organisation)
    if problems:
        sentence = _("The example is not complete yet: %(count)s things are missing or wrong.")
        raise ExampleNotPossibleError(sentence % {"count": len(problems)}, problems=tuple(problems))
    return example_columns(said)


def _may_lack(problem: Problem) -> bool:
    """Whether it is a language of a text that need not be there in every language."""
    return problem.code == "missing_language" and problem.field not in ("title", "asked")


def _unknown_requirements(said: Mapping[str, Any], organisation: Organisation | None) -> list[Problem]:
    codes, place = [str(code) for code in said.get("requirements") or ()], str(said.get("code") or "")
    known = _known_requirements(codes, organisation)
    return [
        Problem("unknown_requirement", place, "requirements", values={"text": code})
        for code in codes
        if code not in known
    ]


def _known_requirements(codes: Collection[str], organisation: Organisation | None) -> set[str]:
    """Return those of the codes that the organisation's own bank or the shipped one has."""
    owners = Q(organisation=None) | Q(organisation=organisation)
    return set(Requirement.objects.filter(owners, code__in=codes).values_list("code", flat=True))


def _let_see(example: Example, contact: str) -> None:
    """Bring what is found of the example and its contact in line with who sees it now."""
    write_example_texts([example])
    ExampleContact.objects.filter(example=example).delete()
    words = contact.strip()
    if words and example.organisation_id is not None:
        seen_by = SeenBy.OWN if example.seen_by == SeenBy.OWN else SeenBy.NETWORK
        ExampleContact.objects.create(
            organisation_id=example.organisation_id, example=example, words=words, seen_by=seen_by
        )


def _locked(example: Example) -> Example:
    return Example.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=example.pk)


def _free_code(known: set[str]) -> str:
    number = FIRST_OWN
    while f"EX-{number:03}" in known:
        number += 1
    return f"EX-{number:03}"


def _about(example: Example, **summary: object) -> dict[str, Any]:
    """Return what every change of an example is recorded with; the contact is not part of it."""
    return {
        "organisation_id": example.organisation_id,
        "object_id": example.uuid,
        "summary": {"code": example.code, **summary},
    }
