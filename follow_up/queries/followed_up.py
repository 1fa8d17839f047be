"""Which obligations somebody has followed up already: what was found must go on to mean what it meant."""

from collections.abc import Collection

from follow_up.models import CheckResult, ControlItem, Deviation, EvidenceCover, PriceClaim


def followed_up_already(keys: Collection[int]) -> set[int]:
    """Return those of these keys of which something was looked at, found, proved or claimed."""
    return {
        key
        for model in (CheckResult, ControlItem, Deviation, EvidenceCover, PriceClaim)
        for key in model.objects.filter(obligation__in=keys).values_list("obligation_id", flat=True)
        if key is not None
    }
