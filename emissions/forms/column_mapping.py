"""What somebody says of the columns of a table: a list of meanings for each, and how amounts and days are written."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from emissions.importers.column_mapping import (
    FIRST_YEAR,
    LAST_YEAR,
    ColumnMapping,
    column_labels,
    has_dates,
    missing_in,
)
from emissions.importers.problem_texts import sentence
from emissions.importers.table_samples import TableSample
from emissions.reports.file_columns import MEANINGS
from organisations.models import Organisation

# The order of the list: what nearly every table has comes first.
OFFERED = (
    (_("What every table needs"), ["account", "amount", "debit", "credit", "side", "posted_on"]),
    (_("From whom"), ["supplier_name", "supplier_number", "supplier_own_number", "invoice", "agreement", "commodity"]),
    (_("For what and for whom"), ["account_name", "text", "unit", "unit_name", "function", "function_name", "project"]),
    (_("Other"), ["voucher", "currency", "year", "month", "buyer_number", "buyer_name"]),
)
SIGNS = [
    ("costs_plus", _("Costs have no minus")),
    ("costs_minus", _("Costs have a minus")),
    ("credit_minus", _("Two columns, and credit has a minus")),
]
MARKS = [("", _("As the column shows")), (",", _("Comma: 1.234,50")), (".", _("Point: 1,234.50"))]
ORDERS = [
    ("", _("As they stand: 2024-03-31, 31.03.2024")),
    ("day_first", _("Day first: 31/03/24")),
    ("month_first", _("Month first: 03/31/24")),
]
LEDGERS = [("general", _("All postings (general ledger)")), ("supplier", _("Purchases only (supplier ledger)"))]
AMOUNTS = [("accounts", _("Accounts")), ("budget", _("A budget"))]
CURRENCIES = ("NOK", "SEK", "DKK", "EUR", "ISK", "USD", "GBP")
WHOLE = ("ledger", "currency", "chart", "year")
MANNER = ("sign", "decimal_mark", "date_order", "amounts", "account_above", "account_zeros")
BOOKS = (*WHOLE, *MANNER)


class ColumnMappingForm(forms.Form):
    """One list of meanings for each column (`column_0` …), and the choices for the table as a whole.

    `mapping` is what is said as soon as the form has been validated, valid or not, so that it can be shown.
    """

    sign = forms.ChoiceField(label=_("Minus"), choices=SIGNS)
    decimal_mark = forms.ChoiceField(label=_("Decimal mark"), choices=MARKS, required=False)
    date_order = forms.ChoiceField(label=_("How dates are written"), choices=ORDERS, required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    ledger = forms.ChoiceField(
        label=_("What it is a list of"),
        choices=LEDGERS,
        help_text=_("A general ledger and a supplier ledger of one year are never added up."),
    )
    chart = forms.ChoiceField(label=_("Chart of accounts"), required=False)
    amounts = forms.ChoiceField(label=_("The amounts are"), choices=AMOUNTS)
    year = forms.IntegerField(
        label=_("Year of the accounts"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        help_text=_("Where no column tells when. The names of files are not trusted."),
    )
    account_above = forms.BooleanField(
        label=_("The account stands in a row of its own above its lines"), required=False
    )

    account_zeros = forms.BooleanField(label=_("Give KOSTRA arts back the zeros in front: 10 is 010"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        sample: TableSample,
        header_row: int,
        organisation: Organisation,
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> None:
        """Make a list for each column of the table whose names stand in a row."""
        super().__init__(*args, **kwargs)
        self.labels = column_labels(sample.names_in(header_row))
        self._sheet, self._header_row = sample.sheet, header_row
        own = _("As yours (%(own)s)")
        self._choose("currency", [("", own % {"own": organisation.currency}), *((code, code) for code in CURRENCIES)])
        charts = [choice for choice in Organisation.Chart.choices if choice[0] != organisation.chart]
        self._choose("chart", [("", own % {"own": organisation.get_chart_display()}), *charts])
        for place, label in enumerate(self.labels):
            self.fields[f"column_{place}"] = forms.ChoiceField(label=label, choices=_offered(), required=False)
        self.mapping = ColumnMapping()

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The lists of meanings, in the order of the columns."""
        return [self[f"column_{place}"] for place in range(len(self.labels))]

    @property
    def table_fields(self) -> list[forms.BoundField]:
        """What is said of the table as a whole."""
        return [self[name] for name in WHOLE]

    @property
    def manner_fields(self) -> list[forms.BoundField]:
        """How amounts and days are written, which seldom has to be said."""
        return [self[name] for name in MANNER]

    @property
    def manner_was_said(self) -> bool:
        """Whether any of that is otherwise than in most tables, so that it should be seen."""
        usual = ColumnMapping()
        return any(getattr(self.mapping, name) != getattr(usual, name) for name in MANNER)

    def clean(self) -> dict[str, Any]:
        """Gather the mapping; a meaning that is given twice is refused at the second column."""
        cleaned = dict(super().clean() or {})
        columns: dict[str, str] = {}
        for place, label in enumerate(self.labels):
            meaning = cleaned.get(f"column_{place}") or ""
            if meaning and meaning in columns.values():
                first = next(other for other, said in columns.items() if said == meaning)
                values = {"meaning": MEANINGS[meaning], "column": first}
                self.add_error(f"column_{place}", _("“%(column)s” is the %(meaning)s already. Choose one.") % values)
            elif meaning:
                columns[label] = meaning
        self.mapping = ColumnMapping(columns, self._sheet, self._header_row, **_said(cleaned))
        for problem in missing_in(self.mapping):
            self.add_error(None, sentence(problem, gettext))
        if not has_dates(self.mapping) and self.mapping.year is None and self.mapping.label_of("year") is None:
            self.add_error("year", _("No column tells when. Choose the column with the date, or write the year."))
        return cleaned


def _said(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {name: cleaned[name] if cleaned[name] != "" else None for name in BOOKS if name in cleaned}


def as_typed(mapping: ColumnMapping, labels: tuple[str, ...]) -> dict[str, Any]:
    """Return a mapping as if somebody had filled in the form with it."""
    said = mapping.as_json()
    columns = {f"column_{place}": mapping.columns.get(label, "") for place, label in enumerate(labels)}
    return {name: said[name] for name in BOOKS if said.get(name) not in (None, False)} | columns


def _offered() -> list[Any]:
    groups: list[Any] = [("", _("Not read"))]
    groups += [(title, [(meaning, MEANINGS[meaning]) for meaning in meanings]) for title, meanings in OFFERED]
    return groups
