"""Factor sets compared: per category in one currency and price year, and on the accounts of one year."""

from decimal import Decimal
from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from emissions.calculations.factor_units import CURRENCIES
from emissions.calculations.gaps import Gap
from emissions.queries.known_sets import sets_to_choose
from emissions.queries.set_comparison import TwoSets, on_accounts, sets_compared
from emissions.queries.spend import years_with_spend
from foundation.api.fields import CodeText, Kilograms, Money
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach

FIRST_YEAR, LAST_YEAR = 2000, 2050
LATEST_PRICES = 2024


class ComparisonParameters(Parameters):
    """In which money the sets are compared."""

    currency = serializers.ChoiceField(choices=list(CURRENCIES), required=False, help_text="The organisation's own.")
    year = serializers.IntegerField(
        required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text="Price year; 2024 where left out."
    )


class SetComparisonOutput(serializers.Serializer[Any]):
    """What one set says of one category; null where it has nothing."""

    category = serializers.CharField()
    factor_set = serializers.CharField()
    version = serializers.CharField()
    gwp_set = serializers.CharField()
    region = serializers.CharField()
    kg_per_unit = serializers.CharField(allow_null=True, help_text="kg CO2e for one unit of money without VAT.")
    price_bases = serializers.ListField(child=serializers.CharField())
    flags = serializers.ListField(child=serializers.CharField(), help_text="Such as proxy_region.")
    missing = serializers.CharField(allow_null=True, help_text="Why there is no figure.")


class OnAccountsParameters(Parameters):
    """Which year's accounts, under which two sets."""

    year = serializers.IntegerField(
        required=False, min_value=1900, max_value=2200, help_text="The year of accounts; the newest where left out."
    )
    one = CodeText(required=False, help_text="A factor set; the default one where left out.")
    other = CodeText(required=False, help_text="Another one; the next to choose from where left out.")


class CategoryDifferenceOutput(serializers.Serializer[Any]):
    """One category under both choices; null where a choice has no factor for it."""

    category = serializers.CharField()
    amount = Money(help_text="In the organisation's currency.")
    one_kg = Kilograms(allow_null=True)
    other_kg = Kilograms(allow_null=True)


class SetsOnAccountsOutput(serializers.Serializer[Any]):
    """A year's total with each of two sets, null where there are no accounts; nothing of it is kept."""

    year = serializers.IntegerField(allow_null=True)
    one = serializers.CharField()
    other = serializers.CharField()
    one_kg = Kilograms(allow_null=True)
    other_kg = Kilograms(allow_null=True)
    categories = CategoryDifferenceOutput(many=True)


class ComparisonView(ClientView):
    """Factor sets side by side."""

    needs = {"GET": Needs("emissions.view_factor_sets")}

    @operation("Compare factor sets", output=SetComparisonOutput, many=True, parameters=ComparisonParameters)
    def get(self) -> Response:
        """A row for each category and set that the organisation may use, each set alone."""
        compared = sets_compared(
            self.organisation,
            sets_to_choose(self.organisation),
            currency=self.asked.get("currency", self.organisation.currency),
            year=self.asked.get("year", LATEST_PRICES),
        )
        rows = [
            _row(category, known, cell)
            for category, cells in compared.rows.items()
            for known, cell in zip(compared.factor_sets, cells, strict=True)
        ]
        return self.page(InMemory(rows, _key, (str, str)), SetComparisonOutput)


class OnAccountsView(ClientView):
    """Two factor sets on the accounts of one year."""

    needs = {"GET": Needs("emissions.view_footprint", reach=Reach.OWN)}

    @operation("Compare two factor sets on accounts", output=SetsOnAccountsOutput, parameters=OnAccountsParameters)
    def get(self) -> Response:
        """As the footprints would be, and none is made. A set that may not be used here is 404."""
        known = [one.code for one in sets_to_choose(self.organisation)]
        one, other = self.asked.get("one", known[0]), self.asked.get("other", known[1])
        if not {one, other} <= set(known):
            raise Http404
        years = years_with_spend(self.organisation.pk)
        year = self.asked.get("year", years[0] if years else None)
        found = on_accounts(self.organisation, year, one, other) if year is not None else None
        said = {"year": year, "one": one, "other": other, "one_kg": None, "other_kg": None, "categories": []}
        return Response(SetsOnAccountsOutput(said | (_found(found) if found else {})).data)


def _found(found: TwoSets) -> dict[str, Any]:
    return {
        "one_kg": _kg(found.one.total.mean_kg),
        "other_kg": _kg(found.other.total.mean_kg),
        "categories": [
            {"category": row.category, "amount": row.amount, "one_kg": _kg(row.one_kg), "other_kg": _kg(row.other_kg)}
            for row in found.categories
        ],
    }


def _row(category: str, known: Any, cell: Any) -> dict[str, Any]:  # noqa: ANN401 - a set and its cell
    found = cell.found
    is_gap = isinstance(found, Gap)
    return {
        "category": category,
        "factor_set": known.code,
        "version": known.version,
        "gwp_set": known.gwp_set,
        "region": known.region,
        "kg_per_unit": None if cell.kg is None else format(cell.kg, "f"),
        "price_bases": [basis.value for basis in cell.price_bases],
        "flags": [] if is_gap else [flag.value for flag in found.flags],
        "missing": found.reason.value if is_gap else None,
    }


def _kg(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.000001"))


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["category"], row["factor_set"]
