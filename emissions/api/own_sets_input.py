"""What clients send about factor sets of their own: files, what columns and figures are, factors of categories."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from emissions.calculations.factor_units import CURRENCIES
from emissions.calculations.own_set_facts import CodeKind, Mass, Per, SetFacts, SpreadKind
from emissions.importers.factor_columns import MEANINGS
from emissions.importers.factor_rows import YEARS
from emissions.importers.factor_table import MOST_COLUMNS
from emissions.reports.own_set_words import GWP_NAMES, PRICE_BASES_OF_OWN, REGIONS
from foundation.api.fields import FigureText, LongText, TypedUuid, WordsText, YesOrNo
from foundation.api.input import Input
from foundation.money import PriceBasis

FIGURE = r"^[0-9]{1,4}(\.[0-9]{1,6})?\Z"
WEIGHT = r"^(0\.[0-9]{1,4}|1(\.0{1,4})?)\Z"
MOST_CATEGORIES = 200
MOST_FACTORS = 6


def _year(help_text: str) -> serializers.IntegerField:
    least, most = YEARS.start, YEARS.stop - 1
    return serializers.IntegerField(
        min_value=least, max_value=most, required=False, allow_null=True, default=None, help_text=help_text
    )


@extend_schema_serializer(component_name="NewFactorSet")
class NewSetInput(Input):
    """A new set: its name and its file."""

    key = TypedUuid(required=False, help_text="Of your own; the same sent twice makes one set.")
    title = WordsText(max_length=120, help_text="As you speak of it. The year belongs to its versions.")
    file = serializers.FileField(help_text="Excel (.xlsx) or CSV with a row of titles.", allow_empty_file=True)


@extend_schema_serializer(component_name="NewFactorSetVersion")
class NewVersionInput(Input):
    """A new version of a set: its file."""

    file = serializers.FileField(help_text="Excel (.xlsx) or CSV with a row of titles.", allow_empty_file=True)


class FactorColumnsInput(Input):
    """The place of each column in the file, counted from 0; code and factor are needed."""

    def get_fields(self) -> dict[str, Any]:
        """Return a field for each meaning."""
        return {
            meaning: serializers.IntegerField(
                min_value=0, max_value=MOST_COLUMNS - 1, required=meaning in ("code", "factor")
            )
            for meaning in MEANINGS
        }


class ReadFactorsInput(Input):
    """Which column means what, and what the figures are."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Of the draft, as it was read.")
    columns = FactorColumnsInput(help_text="Places counted from 0.")
    keep_good_rows = YesOrNo(default=False, help_text="Read the file in spite of wrong rows, without those rows.")
    currency = serializers.ChoiceField(choices=list(CURRENCIES))
    mass = serializers.ChoiceField(choices=[one.value for one in Mass], default="kg", help_text="Emissions in.")
    per = serializers.ChoiceField(choices=[one.value for one in Per], default="1", help_text="For how much money.")
    vat_rate = FigureText(
        FIGURE,
        required=False,
        allow_null=True,
        default=None,
        help_text="Per cent of VAT in the money; null where none.",
    )
    price_year = _year("Year of the money; null where a column says it in each row.")
    ghg_year = _year("Year of the emissions; null is the price year.")
    price_basis = serializers.ChoiceField(choices=list(PRICE_BASES_OF_OWN), default=PriceBasis.PURCHASER.value)
    region = serializers.ChoiceField(choices=list(REGIONS))
    gwp_set = serializers.ChoiceField(choices=list(GWP_NAMES), default="AR5")
    code_kind = serializers.ChoiceField(choices=[one.value for one in CodeKind], default="own")
    spread_kind = serializers.ChoiceField(choices=[one.value for one in SpreadKind], default="none")
    spread = FigureText(
        FIGURE,
        required=False,
        allow_null=True,
        default=None,
        help_text="Of every figure: GSD², or per cent either way.",
    )
    valid_from = _year("First year of spend that it is meant for.")
    valid_to = _year("Last year of spend that it is meant for.")
    publisher = WordsText(max_length=200, help_text="Who made it.")
    source = WordsText(max_length=300, help_text="The report or table.")  # type: ignore[assignment] # a name of a field, too
    url = LongText(max_length=300, required=False, default="")
    licence = WordsText(max_length=200, help_text="What may be done with the figures.")


def facts_sent(sent: dict[str, Any], price_year: int) -> SetFacts:
    """Return what was sent of the figures; `price_year` as sent, or as a column says it."""
    kind = SpreadKind(sent["spread_kind"])
    plain = (
        "currency",
        "region",
        "gwp_set",
        "valid_from",
        "valid_to",
        "publisher",
        "source",
        "url",
        "licence",
    )
    return SetFacts(
        **{name: sent[name] for name in plain},
        mass=Mass(sent["mass"]),
        per=Per(sent["per"]),
        vat_rate=sent["vat_rate"] or None,
        price_year=price_year,
        ghg_year=sent["ghg_year"] or price_year,
        price_basis=PriceBasis(sent["price_basis"]),
        code_kind=CodeKind(sent["code_kind"]),
        spread_kind=kind,
        spread=sent["spread"] if kind in (SpreadKind.GSD2, SpreadKind.PERCENT) else None,
    )


class OwnWeightInput(Input):
    """One factor of a category."""

    code = WordsText(max_length=60)
    weight = FigureText(WEIGHT, help_text="A share: the weights of a category sum to 1.")


class FactorsOfCategoryInput(Input):
    """The factors of one category; without any, the set has none for it."""

    category = WordsText(max_length=60)
    factors = serializers.ListField(child=OwnWeightInput(), max_length=MOST_FACTORS, help_text="At most six.")


class ReviewFactorsInput(Input):
    """What stands for categories, and whether the other proposals are accepted."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Of the draft, as it was read.")
    categories = serializers.ListField(
        child=FactorsOfCategoryInput(), required=False, default=list, max_length=MOST_CATEGORIES
    )
    accept_the_rest = YesOrNo(default=False, help_text="Accept what is proposed for all other categories.")


class PublishFactorsInput(Input):
    """Which draft is published."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Of the draft, as it was read.")
