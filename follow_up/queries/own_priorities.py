"""What an organisation said itself about priorities: weights and risks by category, the newest of each."""

from decimal import Decimal

from follow_up.calculations.priority_weights import PriorityWeights, weights_of
from follow_up.calculations.sector_risk import SectorRisk
from follow_up.models import SectorRiskChange, WeightChange
from organisations.models import Organisation


def newest_weights(organisation: Organisation) -> WeightChange | None:
    """Return the weights that somebody gave last, None where the shipped ones are in force."""
    return WeightChange.objects.filter(organisation=organisation).order_by("-pk").first()


def weights_in_force(organisation: Organisation) -> PriorityWeights:
    """Return the organisation's weights, else the shipped ones."""
    newest = newest_weights(organisation)
    if newest is None:
        return PriorityWeights()
    return weights_of({part: Decimal(weight) for part, weight in newest.weights.items()})


def own_sector_risks(organisation: Organisation) -> dict[str, SectorRisk]:
    """Return the organisation's own risks by category or area."""
    said = SectorRiskChange.objects.filter(organisation=organisation).order_by("category", "-pk").distinct("category")
    return {
        each.category: SectorRisk(
            category=each.category,
            climate=each.climate,
            social=each.social,
            wage=each.wage,
            reason={},
            source=each.because,
        )
        for each in said
    }
