"""Ledger lines: what the accounts say, line by line, and what each line counts as."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from emissions.calculations.results import Treatment
from emissions.models import LedgerImport
from emissions.queries.ledger_lines import ChosenLines, LinesInOrder
from emissions.reports.line_words import Reader, ShownLine, shown_line
from foundation.api.fields import CodeText, Money, WordsText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach


class LineOutput(serializers.Serializer[ShownLine]):
    """One posting. A text is empty where the source says nothing; personal numbers are hidden from most roles."""

    ledger_import = serializers.UUIDField(source="import_uuid")
    row = serializers.IntegerField(help_text="Row or line in the file.")
    posted_on = serializers.DateField(source="day", allow_null=True, help_text="Null where only the month is known.")
    month = serializers.DateField(help_text="First day of the month; of the year where the file knows the year only.")
    granularity = serializers.CharField(help_text="How finely the file says when: day, month or year.")
    account = serializers.CharField()
    account_name = serializers.CharField()
    supplier_number = serializers.CharField()
    supplier_name = serializers.CharField(source="supplier")
    is_personal = serializers.BooleanField(help_text="Whether the supplier is a person or sole trader.")
    unit = serializers.CharField()
    unit_name = serializers.CharField()
    function = serializers.CharField()
    function_name = serializers.CharField()
    agreement = serializers.CharField()
    commodity = serializers.CharField()
    project = serializers.CharField()
    voucher = serializers.CharField()
    invoice = serializers.CharField()
    text = serializers.CharField()
    amount = Money(help_text="Debit positive, credit negative.")
    currency = serializers.CharField()
    treatment = serializers.CharField(help_text="purchase, capital_good, energy, excluded or unclassified.")
    category = serializers.CharField(help_text="Purchase category; empty where there is none.")
    reason = serializers.CharField(help_text="Why it does not count or has no category, in words.")

    def to_representation(self, instance: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Put the line into the reader's words, without what they may not see."""
        return super().to_representation(shown_line(instance, self.context["reader"]))


class LineParameters(Parameters):
    """Which lines; all conditions must hold."""

    ledger_import = serializers.UUIDField(required=False, help_text="Lines of this import, current or replaced.")
    month = serializers.RegexField(
        r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])\Z", trim_whitespace=False, required=False, help_text="Such as 2024-03."
    )
    account = WordsText(required=False, max_length=40, help_text="The whole number.")
    supplier = CodeText(required=False, help_text="Key of a footprint's part by supplier: a uuid, persons or none.")
    category = CodeText(required=False, help_text="An area or a leaf.")
    treatment = serializers.ChoiceField(
        choices=[treatment.value for treatment in Treatment], required=False, help_text="What it counts as."
    )


class LedgerLinesView(ClientView):
    """The lines of an organisation's accounts."""

    needs = {"GET": Needs("emissions.view_ledger", reach=Reach.ROWS)}

    @operation("List ledger lines", output=LineOutput, many=True, parameters=LineParameters)
    def get(self) -> Response:
        """The current lines in the order of their imports and rows, or those of one import.

        Treatment and category are those of the newest rules. Kilograms belong to a footprint: multiply by its
        intensity of the category.
        """
        lines = LinesInOrder(self.organisation.pk, self._chosen())
        return self.page(lines, LineOutput, reader=self._reader())

    def _chosen(self) -> ChosenLines:
        wanted = {name: self.asked.get(name) for name in ("account", "supplier", "category", "treatment")}
        month = date.fromisoformat(f"{self.asked['month']}-01") if "month" in self.asked else None
        return ChosenLines(ledger_import=self._import(), month=month, **wanted)

    def _import(self) -> LedgerImport | None:
        uuid = self.asked.get("ledger_import")
        if uuid is None:
            return None
        return get_object_or_404(LedgerImport, organisation=self.organisation, uuid=uuid)

    def _reader(self) -> Reader:
        client = self.api_client
        is_own = client.reaches(self.organisation, Reach.OWN)
        sees_numbers = is_own and client.place.may("emissions.see_personal_numbers")
        return Reader(sees_numbers=sees_numbers, sees_persons=is_own, country=self.organisation.country)
