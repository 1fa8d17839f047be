"""The balanced set for a purchase, out of the requirements in the reader's sight."""

from dataclasses import dataclass
from datetime import date

from organisations.models import Organisation
from requirements_bank.calculations.balanced_set import BalancedSet, Candidate, balanced_set
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.proportionality import Limits, Purchase, follow_up_hours
from requirements_bank.calculations.requirement import Level
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.baskets import relations_of
from requirements_bank.queries.limits import limits_of, shipped_limits
from requirements_bank.queries.purchases import requirements_for

OWN = 3  # an organisation's own requirement is closer than any other


@dataclass(frozen=True, slots=True)
class GuidedSet:
    """Sets for a purchase, one for each level that was asked for, with the versions that they are made of."""

    sets: dict[Level, BalancedSet]
    versions: dict[object, RequirementVersion]
    limits: Limits


def guided_sets(organisation: Organisation, purchase: Purchase, levels: tuple[Level, ...], day: date) -> GuidedSet:
    """Return the balanced set of each level."""
    found = requirements_for(purchase.category, purchase.country)
    limits = limits_of(organisation, purchase, day)
    relations = relations_of([version for version, _closeness in found])
    candidates = [_candidate(version, closeness, organisation) for version, closeness in found]
    return GuidedSet(
        sets={level: balanced_set(candidates, level, limits, relations) for level in levels},
        versions={version.requirement_id: version for version, _closeness in found},
        limits=limits,
    )


def _candidate(version: RequirementVersion, closeness: int, organisation: Organisation) -> Candidate:
    content = content_of(version.content, version.content_hash)
    return Candidate(
        key=version.requirement_id,
        code=version.requirement.code,
        topic=content.topic,
        kind=content.kind,
        level=content.level,
        maturity=content.maturity,
        is_measurable=content.is_measurable,
        hours=follow_up_hours(content, shipped_limits().rates),
        closeness=OWN if version.organisation_id == organisation.pk else closeness,
    )
