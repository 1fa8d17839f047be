"""An organisation's own rules as pages list them: those that hold, those that ended, and the newest wording of one."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from emissions.models import ClassificationRule


def rule_called(organisation_id: int, identity: UUID) -> ClassificationRule | None:
    """Return the newest wording of an own rule, whether it holds or has ended; None where there is none."""
    found = ClassificationRule.objects.filter(organisation_id=organisation_id, uuid=identity, network=None)
    return found.select_related("organisation").order_by("-since_version").first()


def newest_change_of(organisation_id: int, identity: str) -> ClassificationRule | None:
    """Return the newest wording of the rule with this uuid as text; None for a text that is none."""
    try:
        return rule_called(organisation_id, UUID(identity))
    except ValueError:
        return None


def ended_rules(organisation_id: int, number: int) -> QuerySet[ClassificationRule]:
    """Return the last wordings of own rules that hold no longer under a mapping version, the last ended first."""
    newer = ClassificationRule.objects.filter(
        Q(until_version__isnull=True) | Q(until_version__gt=OuterRef("until_version")),
        organisation_id=organisation_id,
        uuid=OuterRef("uuid"),
        since_version__gt=OuterRef("since_version"),
    )
    ended = ClassificationRule.objects.filter(organisation_id=organisation_id, until_version__lte=number, network=None)
    return ended.filter(~Exists(newer)).order_by("-until_version", "pk")
