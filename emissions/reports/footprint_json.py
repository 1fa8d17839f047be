"""A frozen footprint as JSON: what the command prints."""

from typing import Any

from emissions.models import Footprint
from emissions.models.footprints import Dimension


def footprint_as_json(footprint: Footprint) -> dict[str, Any]:
    """Return total, interval, coverage, gaps, exclusions and the breakdown by category; decimals as texts.

    Money is in the footprint's currency unless a currency stands beside it.
    """
    categories = footprint.parts.filter(dimension=Dimension.CATEGORY).order_by("is_energy", "-kg", "key")
    return {
        "footprint_id": str(footprint.uuid),
        "organisation": {"name": footprint.organisation.name, "number": footprint.organisation.number},
        "year": footprint.year,
        "currency": footprint.currency,
        "total_kg": str(footprint.total_kg),
        "interval_kg": {"low": _text(footprint.low_kg), "high": _text(footprint.high_kg), "level": "95 %"},
        "energy_kg": str(footprint.energy_kg),
        "money": {
            "in": str(footprint.money_in),
            "counted": str(footprint.money_counted),
            "covered": str(footprint.money_covered),
        },
        "coverage": footprint.result["coverage"],
        "by_category": [
            {
                "category": part.key or None,
                "energy": part.is_energy,
                "amount": str(part.amount),
                "other_money": part.other_money,
                "kg": _text(part.kg),
                "low_kg": _text(part.low_kg),
                "high_kg": _text(part.high_kg),
            }
            for part in categories
        ],
        "gaps": [
            {
                "category": gap.category or None,
                "reason": gap.reason,
                "currency": gap.currency,
                "amount": str(gap.amount),
            }
            for gap in footprint.gaps.order_by("reason", "category", "currency")
        ],
        "excluded": footprint.result["excluded"],
        "factor_sets": footprint.result["factor_sets"],
        "price_sources": footprint.result["price_sources"],
        "gwp_set": footprint.result["gwp_set"],
        "method_version": footprint.method_version,
        "mapping_version": footprint.mapping_number,
        "basis_hash": footprint.basis_hash,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
