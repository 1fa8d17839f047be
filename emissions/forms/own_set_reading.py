"""Which column of a factor file means what, and what its figures are: proposed, and said by a person."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from emissions.calculations.factor_units import CURRENCIES
from emissions.calculations.own_set_facts import CodeKind, Mass, Per, SetFacts, SpreadKind, facts_from, gsd2_of
from emissions.forms.activity import AmountField
from emissions.importers.factor_columns import (
    MEANINGS,
    NEEDED,
    columns_as_before,
    proposed_columns,
    proposed_kind,
    proposed_unit,
    proposed_year,
)
from emissions.importers.factor_rows import YEARS
from emissions.importers.factor_table import FactorTable
from emissions.models import OwnSetVersion
from emissions.reports.own_set_words import (
    CODE_KINDS,
    COLUMN_NAMES,
    GWP_NAMES,
    MASSES,
    PERS,
    PRICE_BASES_OF_OWN,
    REGIONS,
    SPREADS,
)
from emissions.services.locked_own_set import OwnSetNotPossibleError
from emissions.services.read_own_set import price_year_in
from foundation import figures
from foundation.money import PriceBasis
from organisations.reference.categories import category_leaves

HIGHEST_VAT = Decimal(50)
COLUMN = "column_{}"
FACT_FIELDS = (
    "currency", "mass", "per", "vat_rate", "price_year", "ghg_year", "price_basis", "region", "gwp_set", "code_kind",
    "spread_kind", "spread", "valid_from", "valid_to", "publisher", "source", "url", "licence",
)  # fmt: skip


def _year_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.IntegerField:  # noqa: ANN401 - lazy texts
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=YEARS.start,
        max_value=YEARS.stop - 1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ReadSetForm(forms.Form):
    """Which column means what, and what the figures are; proposed from the file and the version before."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[(code, code) for code in CURRENCIES])
    mass = forms.ChoiceField(label=gettext_lazy("Emissions in"), choices=list(MASSES.items()))
    per = forms.ChoiceField(label=gettext_lazy("For each"), choices=list(PERS.items()))
    vat_rate = AmountField(
        label=gettext_lazy("VAT in the money, per cent"),
        required=False,
        decimals=2,
        may_group=False,
        help_text=gettext_lazy("Such as 25 where the figures are per krone with VAT. Empty where they are without."),
    )
    price_year = _year_field(
        gettext_lazy("Price year"),
        gettext_lazy("The year of the money, where no column says it."),
        required=False,
    )
    ghg_year = _year_field(
        gettext_lazy("Year of the emissions"), gettext_lazy("Empty: the same as the price year."), required=False
    )
    price_basis = forms.ChoiceField(label=gettext_lazy("Prices"), choices=list(PRICE_BASES_OF_OWN.items()))
    region = forms.ChoiceField(label=gettext_lazy("Where the figures are from"), choices=list(REGIONS.items()))
    gwp_set = forms.ChoiceField(
        label=gettext_lazy("Warming potentials"),
        choices=list(GWP_NAMES.items()),
        help_text=gettext_lazy("Sets with other potentials are never added up with this one."),
    )
    code_kind = forms.ChoiceField(
        label=gettext_lazy("What the codes are"),
        choices=list(CODE_KINDS.items()),
        help_text=gettext_lazy("Categories are proposed by them."),
    )
    spread_kind = forms.ChoiceField(label=gettext_lazy("Uncertainty"), choices=list(SPREADS.items()))
    spread = AmountField(
        label=gettext_lazy("Uncertainty of every figure"),
        required=False,
        decimals=6,
        may_group=False,
        help_text=gettext_lazy("Where no column says it: 50 for ± 50 per cent, or GSD² such as 1.7."),
    )
    valid_from = _year_field(gettext_lazy("Meant for spend from"), required=False)
    valid_to = _year_field(gettext_lazy("Meant for spend to"), gettext_lazy("Empty: for all years."), required=False)
    publisher = forms.CharField(label=gettext_lazy("Who made it"), max_length=200)
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=300, help_text=gettext_lazy("The report or table, with its date.")
    )
    url = forms.URLField(label=gettext_lazy("Address"), max_length=300, required=False, assume_scheme="https")
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=200,
        help_text=gettext_lazy("What you may do with the figures, such as CC BY 4.0, or “for our own use”."),
    )
    revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self,
        draft: OwnSetVersion,
        table: FactorTable,
        data: Any = None,  # noqa: ANN401 - as sent
        *,
        currency: str,
        before: tuple[FactorTable, Mapping[str, int]] | None = None,
    ) -> None:
        """Propose what was said of the draft, or of the file `before` and its columns, else what the file says."""
        super().__init__(data, initial=_proposed(draft, table, currency, before))
        names = [(str(place), _column_name(table, place)) for place in range(len(table.titles))]
        for meaning in MEANINGS:
            choices = names if meaning in NEEDED else [("", _("– not in the file –")), *names]
            choices = [("", _("– choose –")), *names] if meaning in NEEDED else choices
            self.fields[COLUMN.format(meaning)] = forms.ChoiceField(
                label=COLUMN_NAMES[meaning], choices=choices, required=meaning in NEEDED
            )
        self.table = table

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The fields that say which column means what."""
        return [self[COLUMN.format(meaning)] for meaning in MEANINGS]

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself: a column with two meanings, years in the wrong order, no uncertainty."""
        said = super().clean() or {}
        self._check_columns(said)
        first, last = said.get("valid_from"), said.get("valid_to")
        if first and last and first > last:
            self.add_error("valid_to", _("The last year lies before the first."))
        if (said.get("vat_rate") or 0) > HIGHEST_VAT:
            self.add_error("vat_rate", _("Write a rate in per cent, such as 25."))
        self._check_spread(said)
        self._check_price_year(said)
        return said

    def _check_price_year(self, said: dict[str, Any]) -> None:
        """Ask for the year of the money where no column says it; rows that leave the column empty need it as well."""
        if said.get("price_year") or "price_year" in self.errors:
            return
        place = said.get(COLUMN.format("price_year"))
        try:
            said["price_year"] = price_year_in(self.table, int(place) if place else None)
        except OwnSetNotPossibleError as error:
            self.add_error("price_year", str(error))

    def _check_columns(self, said: Mapping[str, Any]) -> None:
        places: dict[str, str] = {}
        for meaning in MEANINGS:
            place = said.get(COLUMN.format(meaning))
            if place and place in places and {meaning, places[place]} != {"code", "name"}:
                words = {"other": COLUMN_NAMES[places[place]]}
                self.add_error(COLUMN.format(meaning), _("This column is chosen for %(other)s already.") % words)
            elif place:
                places[place] = meaning

    def _check_spread(self, said: Mapping[str, Any]) -> None:
        kind, spread = SpreadKind(said.get("spread_kind") or "none"), said.get("spread")
        if kind is SpreadKind.INTERVAL and not (said.get("column_low") and said.get("column_high")):
            self.add_error("spread_kind", _("Choose the columns with the low and the high end, or another kind."))
        if kind in (SpreadKind.GSD2, SpreadKind.PERCENT):
            if spread is None and not said.get("column_spread"):
                self.add_error("spread", _("Write the uncertainty, or choose the column that has it."))
            try:
                gsd2_of(kind, spread, None, None)
            except ValueError:
                self.add_error("spread", _("Per cent lie below 100. GSD² is 1 or more. Write it so."))

    @property
    def columns(self) -> dict[str, int]:
        """The place of each column that was chosen; the form must be valid."""
        chosen = {meaning: self.cleaned_data[COLUMN.format(meaning)] for meaning in MEANINGS}
        return {meaning: int(place) for meaning, place in chosen.items() if place}

    @property
    def facts(self) -> SetFacts:
        """What was said of the figures; the form must be valid."""
        said = {name: self.cleaned_data[name] for name in FACT_FIELDS}
        return _facts({**said, "ghg_year": said["ghg_year"] or said["price_year"]})

    def first_look(self) -> tuple[dict[str, int], SetFacts] | None:
        """Return columns and facts as proposed, for the first rows to be shown; None where too little is known."""
        columns = {meaning: self.initial.get(COLUMN.format(meaning)) for meaning in MEANINGS}
        if any(columns[meaning] is None for meaning in NEEDED):
            return None
        said = {name: self.initial.get(name) for name in FACT_FIELDS}
        years = said["price_year"] or YEARS.start
        plain = {**said, "spread": None, "vat_rate": None, "price_year": years, "ghg_year": years}
        return {meaning: int(place) for meaning, place in columns.items() if place is not None}, _facts(plain)


def _facts(said: Mapping[str, Any]) -> SetFacts:
    kind = SpreadKind(said["spread_kind"])
    texts = {name: said[name] or "" for name in ("publisher", "source", "url", "licence")}
    return SetFacts(
        currency=said["currency"],
        mass=Mass(said["mass"]),
        per=Per(said["per"]),
        vat_rate=said["vat_rate"] or None,
        price_year=said["price_year"],
        ghg_year=said["ghg_year"],
        price_basis=PriceBasis(said["price_basis"]),
        region=said["region"],
        gwp_set=said["gwp_set"],
        code_kind=CodeKind(said["code_kind"]),
        spread_kind=kind,
        spread=said["spread"] if kind in (SpreadKind.GSD2, SpreadKind.PERCENT) else None,
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
        **texts,
    )


def _column_name(table: FactorTable, place: int) -> str:
    return table.titles[place] or _("column %(number)s, without a title") % {"number": place + 1}


def _proposed(
    draft: OwnSetVersion, table: FactorTable, currency: str, before: tuple[FactorTable, Mapping[str, int]] | None
) -> dict[str, Any]:
    """Return what the form begins with: what was said of this draft or the version before, else what the file says."""
    carried = columns_as_before(table, *before) if before else None
    columns = draft.columns or carried or proposed_columns(table)
    unit, year = proposed_unit(table, columns), proposed_year(table, columns)
    found: dict[str, Any] = {
        "currency": (unit and unit.currency) or currency,
        "mass": unit.mass if unit else Mass.KILOGRAM,
        "per": unit.per if unit else Per.ONE,
        "price_year": year,
        "price_basis": PriceBasis.PURCHASER,
        "region": draft.organisation.country,
        "gwp_set": "AR5",
        "code_kind": proposed_kind(table, columns, category_leaves()),
        "spread_kind": "interval" if {"low", "high"} <= columns.keys() else "none",
    }
    if draft.facts:
        found |= asdict(facts_from(draft.facts))
    for name in ("vat_rate", "spread"):
        if isinstance(found.get(name), Decimal):
            found[name] = figures.plain(found[name].normalize(), get_language() or "en")
    places = {COLUMN.format(meaning): str(place) for meaning, place in columns.items()}
    return {**found, **places, "revision": draft.revision}
