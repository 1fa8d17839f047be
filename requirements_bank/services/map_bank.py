"""Map the bank of another source to ours: propose by likeness, decide by a person."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.jobs.progress import Progress, silent
from organisations.models import Organisation
from requirements_bank.calculations.likeness import RELATED, nearest, prepared
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import Bank, Counterpart, Requirement, RequirementVersion
from requirements_bank.queries.counterparts import counterparts_of, mapped_requirements, ours, versions_shown
from requirements_bank.queries.wordings import candidates

MAP_BANK = "requirements_bank.map_bank"
KEPT = 5


@transaction.atomic
def propose_counterparts(*, organisation: Organisation, bank: Bank, progress: Progress = silent) -> int:
    """Find for every requirement of the bank the nearest of ours; what a person has decided stays. Returns how many."""
    requirements = list(mapped_requirements(bank))
    versions = versions_shown([requirement.pk for requirement in requirements])
    progress("reading_bank")
    requirement_of = dict(ours(bank).values_list("pk", "requirement_id"))
    known = prepared(candidates(ours(bank)))
    progress("comparing", 0, len(requirements))
    asked = [_text(versions[requirement.pk]) for requirement in requirements]
    decided = set(counterparts_of(bank).exclude(decided_at=None).values_list("requirement_id", flat=True))
    for requirement, nears in zip(requirements, nearest(asked, known, count=KEPT), strict=True):
        if requirement.pk in decided:
            continue
        near = [{"requirement": requirement_of[each.key], "likeness": each.likeness} for each in nears]
        best = near[0] if near and near[0]["likeness"] >= RELATED else None
        Counterpart.objects.update_or_create(
            organisation=organisation,
            requirement=requirement,
            defaults={
                "near": near,
                "ours_id": None,
                "likeness": Decimal(str(best["likeness"])) if best else None,
                "proposed_by": Counterpart.Proposer.MACHINE,
            },
        )
    return len(requirements)


@transaction.atomic
def decide_counterpart(counterpart: Counterpart, *, relation: str, chosen: Requirement | None) -> Counterpart:
    """Say what a requirement of the bank is to ours; DomainError where the two do not fit together."""
    if relation not in Counterpart.Relation.values:
        raise DomainError(_("Choose what it is to ours: the same, more, less, related, or nothing."))
    if relation == Counterpart.Relation.NONE:
        chosen = None
    elif chosen is None:
        raise DomainError(_("Choose one of ours, or say that nothing of ours corresponds to it."))
    likeness = {near["requirement"]: near["likeness"] for near in counterpart.near}
    known = likeness.get(chosen.pk) if chosen else None
    counterpart.relation, counterpart.ours = relation, chosen
    counterpart.likeness = Decimal(str(known)) if known is not None else None
    counterpart.proposed_by = Counterpart.Proposer.MACHINE if known is not None else Counterpart.Proposer.PERSON
    counterpart.decided_by, counterpart.decided_at = current_actor().name, timezone.now()
    counterpart.save()
    summary = {"code": counterpart.requirement.code, "ours": chosen.code if chosen else "–"}
    record_change(
        organisation_id=counterpart.organisation_id,
        kind="requirements_bank.counterpart",
        object_id=counterpart.requirement.bank.uuid,
        action="decided",
        summary=summary,
    )
    return counterpart


def _text(version: RequirementVersion) -> str:
    said = version.content
    titles, wordings = said.get("title"), said.get("wording")
    language = version.requirement.bank.languages[0]
    return f"{text_in(titles, language)} {text_in(wordings, language)}"
