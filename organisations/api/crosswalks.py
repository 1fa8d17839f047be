"""Crosswalks: from commodity codes and accounts to purchase categories, and from categories to factor codes."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import CodeText, Names
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from organisations.reference import crosswalks
from organisations.reference.sources import Source, sources

VIEWING = {"GET": Needs("organisations.view_categories")}
FACTORS = "factors_"


class CrosswalkOutput(serializers.Serializer[tuple[str, Source]]):
    """A crosswalk and where it comes from."""

    crosswalk = serializers.CharField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    version = serializers.CharField()
    licence = serializers.CharField()
    note = serializers.CharField()


class CommodityOutput(serializers.Serializer[Mapping[str, str]]):
    """Codes that begin with the prefix belong to the category, unless a longer prefix says otherwise."""

    prefix = serializers.CharField()
    category = serializers.CharField()


class AccountOutput(serializers.Serializer[crosswalks.AccountMapping]):
    """Where all conditions that are given hold, the category; the first row that fits decides."""

    mapping = serializers.CharField(source="mapping_id")
    accounts = serializers.ListField(child=serializers.CharField(), help_text="Any of these prefixes.")
    ledger_part = serializers.CharField(help_text="capital, running, or empty for both.")
    functions = serializers.ListField(child=serializers.CharField(), help_text="Any of these prefixes; empty for all.")
    name = serializers.CharField(help_text="Regular expression on the account's name; empty for any.")
    category = serializers.CharField(allow_null=True, help_text="Null where the account is too general to tell.")
    rationale = serializers.CharField()


class WeightOutput(serializers.Serializer[Mapping[str, str]]):
    """A factor and its share."""

    code = serializers.CharField()
    weight = serializers.CharField(help_text="A decimal.")


class FactorWeightOutput(serializers.Serializer[Mapping[str, Any]]):
    """The factors that stand for a category in a factor set, or why there are none on purpose."""

    category = serializers.CharField()
    factors = WeightOutput(many=True)
    rationale = serializers.CharField(allow_null=True)
    gap_reason = serializers.CharField(allow_null=True)
    gap_explanation = Names(allow_null=True)


class CommodityParameters(Parameters):
    """Which rows."""

    code = serializers.RegexField(
        r"^[0-9]{2,8}\Z",
        trim_whitespace=False,
        required=False,
        help_text="Only the row that decides for this code: its longest prefix.",
    )
    category = CodeText(required=False, help_text="Only rows of this category.")


class CategoryParameter(Parameters):
    """Which rows."""

    category = CodeText(required=False, help_text="Only rows of this category.")


class CrosswalksView(ClientView):
    """All crosswalks."""

    needs = VIEWING

    @operation("List crosswalks", output=CrosswalkOutput, many=True)
    def get(self) -> Response:
        """The crosswalks with their versions; a result names the versions it used."""
        names = ("title", "publisher", "version", "licence", "note")
        known = sources(crosswalks.FOLDER).items()
        rows = [{"crosswalk": key} | {name: getattr(source, name) for name in names} for key, source in known]
        return self.page(InMemory(rows, lambda row: (row["crosswalk"],)), CrosswalkOutput)


class CommodityCrosswalkView(ClientView):
    """From CPV or UNSPSC codes to categories."""

    needs = VIEWING

    @operation("Read a commodity crosswalk", output=CommodityOutput, many=True, parameters=CommodityParameters)
    def get(self, scheme: str) -> Response:
        """The prefixes in their order."""
        if scheme not in crosswalks.COMMODITY_SCHEMES:
            raise Http404
        rows = _of_category(crosswalks.commodity_categories(scheme).iter_rows(named=True), self.asked)
        if code := self.asked.get("code"):
            fitting = [row for row in rows if code.startswith(row["prefix"])]
            rows = sorted(fitting, key=lambda row: len(row["prefix"]))[-1:]
        return self.page(InMemory(rows, lambda row: (row["prefix"],)), CommodityOutput)


class AccountCrosswalkView(ClientView):
    """From accounts of a chart to categories."""

    needs = VIEWING

    @operation("Read an account crosswalk", output=AccountOutput, many=True, parameters=CategoryParameter)
    def get(self, chart: str) -> Response:
        """The rows in the order in which they are tried."""
        if chart not in crosswalks.CHARTS:
            raise Http404
        order = {row.mapping_id: place for place, row in enumerate(crosswalks.account_mappings(chart))}
        category = self.asked.get("category")
        rows = [row for row in crosswalks.account_mappings(chart) if category is None or row.category == category]
        return self.page(InMemory(rows, lambda row: (order[row.mapping_id],), (int,)), AccountOutput)


class FactorCrosswalkView(ClientView):
    """From categories to the factors of a set."""

    needs = VIEWING

    @operation("Read a factor crosswalk", output=FactorWeightOutput, many=True, parameters=CategoryParameter)
    def get(self, factor_set: str) -> Response:
        """The factors and weights of each category; the weights of a category sum to one."""
        if FACTORS + factor_set not in sources(crosswalks.FOLDER):
            raise Http404
        rows = _of_category(_weights(factor_set), self.asked)
        return self.page(InMemory(rows, lambda row: (row["category"],)), FactorWeightOutput)


def _of_category(rows: Iterable[Mapping[str, Any]], asked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    category = asked.get("category")
    return [row for row in rows if category is None or row["category"] == category]


@cache
def _weights(factor_set: str) -> tuple[Mapping[str, Any], ...]:
    rationales = crosswalks.factor_rationales(factor_set)
    gaps = {gap.category: gap for gap in crosswalks.factor_gaps() if gap.factor_set == factor_set}
    weights = crosswalks.category_factors(factor_set)
    return tuple(
        {
            "category": category,
            "factors": [{"code": code, "weight": str(weight)} for code, weight in weights.get(category, ())],
            "rationale": rationales.get(category),
            "gap_reason": gaps[category].reason if category in gaps else None,
            "gap_explanation": gaps[category].explanation if category in gaps else None,
        }
        for category in sorted({*weights, *gaps})
    )
