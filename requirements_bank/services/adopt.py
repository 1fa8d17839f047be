"""Use a requirement: as it is, or as a variant of one's own that keeps the link to its source."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from organisations.models import Organisation
from requirements_bank.calculations.merging import merged
from requirements_bank.calculations.stored_content import said_anew
from requirements_bank.models import Adoption, Bank, Requirement, RequirementVersion, SeenBy, State
from requirements_bank.services.versions import new_draft, new_requirement

OWN_CODE_LENGTH = 30


class AdoptionNotPossibleError(DomainError):
    """The requirement cannot be used so; the message says why and what to do."""


@transaction.atomic
def adopt(
    *, organisation: Organisation, version: RequirementVersion, seen_by: str = SeenBy.NETWORK
) -> tuple[Adoption, bool]:
    """Return the organisation's use of the version's requirement and whether it is new.

    Used already, it moves on to this version; a variant stays one.
    """
    _check_published(version)
    adoption, is_new = Adoption.objects.select_for_update(of=("self",)).get_or_create(
        organisation=organisation,
        requirement=version.requirement,
        ended_at=None,
        defaults={"version": version, "seen_by": seen_by, "adopted_by": current_actor().name},
    )
    if is_new:
        record_change(kind="requirements_bank.adoption", action="adopted", **_about(adoption))
    elif adoption.version_id != version.pk:
        adoption = take_newer(adoption, version)
    return adoption, is_new


@transaction.atomic
def make_variant(
    *,
    organisation: Organisation,
    bank: Bank,
    version: RequirementVersion,
    changes: dict[str, Any] | None = None,
    seen_by: str = SeenBy.NETWORK,
) -> RequirementVersion:
    """Return the first draft of the organisation's own variant of a version; `changes` replace parts of what it says.

    The variant's code is the source's with a letter and number of its own, and the organisation uses it from now on.
    Raises AdoptionNotPossibleError where it has a variant already.
    """
    adoption, _is_new = adopt(organisation=organisation, version=version, seen_by=seen_by)
    if adoption.variant_id:
        sentence = _("You have a variant of %(code)s already: %(variant)s. Change that one.")
        raise AdoptionNotPossibleError(
            sentence % {"code": version.requirement.code, "variant": adoption.variant and adoption.variant.code}
        )
    draft = new_requirement(
        bank=bank,
        said={
            **said_anew(version.content, timezone.localdate()),
            **(changes or {}),
            "code": _free_code(bank, version.requirement.code),
        },
        visibility=SeenBy.OWN,
        variant_of=version.requirement,
        based_on=version,
    )
    adoption.variant = draft.requirement
    adoption.save(update_fields=["variant"])
    record_change(
        kind="requirements_bank.adoption", action="made_variant", **_about(adoption, variant=adoption.variant)
    )
    return draft


@transaction.atomic
def take_newer(adoption: Adoption, version: RequirementVersion) -> Adoption:
    """Use another published version of the source from now on; a variant's own text stays as it is."""
    _check_published(version)
    if version.requirement_id != adoption.requirement_id:
        raise AdoptionNotPossibleError(_("That is a version of another requirement."))
    Adoption.objects.filter(pk=adoption.pk).update(version=version, passed_over=None)
    adoption.refresh_from_db()
    record_change(kind="requirements_bank.adoption", action="took_newer", **_about(adoption))
    return adoption


@transaction.atomic
def variant_from_newer(adoption: Adoption, version: RequirementVersion) -> tuple[RequirementVersion, tuple[str, ...]]:
    """Return a new draft of the organisation's variant with what the source's newer version changed.

    What the variant says in its own way stays; the fields that both have changed come with the draft.
    """
    if adoption.variant is None:
        raise AdoptionNotPossibleError(_("You use this requirement as it is; take the new version instead."))
    before, own = adoption.version, adoption.variant.versions.order_by("-number").first()
    take_newer(adoption, version)
    said, contested = merged(own.content if own else before.content, before.content, version.content)
    said = said_anew(said, timezone.localdate())
    return new_draft(requirement=adoption.variant, said=said, based_on=version), contested


@transaction.atomic
def pass_over(adoption: Adoption, version: RequirementVersion, *, reason: str = "") -> Adoption:
    """Stay with what is used although the source has this newer version; it is not offered again."""
    if version.requirement_id != adoption.requirement_id:
        raise AdoptionNotPossibleError(_("That is a version of another requirement."))
    Adoption.objects.filter(pk=adoption.pk).update(passed_over=version)
    adoption.refresh_from_db()
    about = _about(adoption, newer=version.number, reason=reason)
    record_change(kind="requirements_bank.adoption", action="passed_over", **about)
    return adoption


@transaction.atomic
def end_adoption(adoption: Adoption, *, reason: str = "") -> None:
    """Stop using the requirement; a variant stays in the organisation's bank."""
    ended = Adoption.objects.filter(pk=adoption.pk, ended_at=None).update(ended_at=timezone.now())
    if ended:
        record_change(kind="requirements_bank.adoption", action="ended", **_about(adoption, reason=reason))


def _check_published(version: RequirementVersion) -> None:
    if version.state != State.PUBLISHED:
        sentence = _("%(code)s version %(number)s is not published. Only published versions can be used.")
        raise AdoptionNotPossibleError(sentence % {"code": version.requirement.code, "number": version.number})


def _free_code(bank: Bank, code: str) -> str:
    """Return the source's code with the first number that is free in the bank: TRA-012-V1."""
    taken = set(Requirement.objects.filter(bank=bank, code__startswith=code[:20]).values_list("code", flat=True))
    number = 1
    while (candidate := f"{code[: OWN_CODE_LENGTH - 6]}-V{number}") in taken:
        number += 1
    return candidate


def _about(adoption: Adoption, **summary: object) -> dict[str, Any]:
    """Return what every change of a use is recorded with."""
    return {
        "organisation_id": adoption.organisation_id,
        "object_id": adoption.uuid,
        "summary": {
            "code": adoption.requirement.code,
            "version": adoption.version.number,
            **{name: str(value) for name, value in summary.items()},
        },
    }
