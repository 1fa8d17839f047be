"""How good accounts are: of an import, of a year; and the fix list of a year as an Excel file."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from emissions.calculations.data_quality import Indicator
from emissions.calculations.quality_facts import QualityFacts
from emissions.models import LedgerImport
from emissions.queries.fix_list import fix_list
from emissions.reports.fix_list import fix_list_sheets
from emissions.reports.line_words import Reader
from emissions.reports.quality_words import words_of
from emissions.services.import_quality import ensure_import_quality
from emissions.services.year_quality import Judged, import_quality, quality_base, year_quality
from foundation.api.fields import Money
from foundation.api.operations import operation
from foundation.api.views import GivesFile
from foundation.downloads import EXCEL, file_of, plain_name
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs

READING = Needs("emissions.view_ledger")


class IndicatorOutput(serializers.Serializer[Any]):
    """One thing that was looked at."""

    code = serializers.CharField()
    title = serializers.CharField()
    sentence = serializers.CharField(help_text="What was found.")
    remedy = serializers.CharField(help_text="What to do; empty where nothing is.")
    points = serializers.IntegerField(help_text="At most.")
    share = serializers.DecimalField(
        max_digits=7, decimal_places=6, allow_null=True, help_text="Of the points, 0 to 1; null where it is not known."
    )
    earned = serializers.DecimalField(max_digits=9, decimal_places=6)
    costs = serializers.DecimalField(max_digits=9, decimal_places=6, help_text="What mending it wholly would bring.")
    money = Money(help_text="At fault, in the currency beside.")
    lines = serializers.IntegerField(help_text="At fault.")
    things = serializers.IntegerField(help_text="At fault: suppliers, accounts, vouchers or months.")


class AccountsQualityOutput(serializers.Serializer[Any]):
    """How good the data are."""

    score = serializers.IntegerField(allow_null=True, help_text="0 to 100; null where no money counts.")
    currency = serializers.CharField()
    counted = Money(help_text="Counted money by its size.")
    lines = serializers.IntegerField()
    by_source = serializers.DictField(child=Money(), help_text="Money by what said its category.")
    by_supplier = serializers.DictField(child=Money(), help_text="Money by how well its supplier is known.")
    indicators = IndicatorOutput(many=True)


class ImportQualityView(ClientView):
    """The quality of one import."""

    needs = {"GET": READING}

    @operation("Read the quality of a ledger import", output=AccountsQualityOutput)
    def get(self, ledger_import: UUID) -> Response:
        """Of everything that the import holds, under the newest rules, whether it counts or was replaced."""
        found = LedgerImport.objects.select_related("organisation")
        judged = import_quality(get_object_or_404(found, organisation=self.organisation, uuid=ledger_import))
        return _answer(judged)


class YearQualityView(ClientView):
    """The quality of one year."""

    needs = {"GET": READING}

    @operation("Read the quality of a year's accounts", output=AccountsQualityOutput)
    def get(self, year: int) -> Response:
        """Of what counts in the year; 404 without accounts."""
        return _answer(year_quality(self.organisation, year))


class FixListView(GivesFile, ClientView):
    """The fix list of one year."""

    needs = {"GET": READING}

    @extend_schema(responses={(200, EXCEL): OpenApiTypes.BINARY})
    @operation("Download the fix list of a year", output=AccountsQualityOutput)
    def get(self, year: int) -> Any:  # noqa: ANN401 - a file
        """What is to be mended as an Excel file; personal numbers are hidden from most roles. 404 without accounts."""
        owner = self.organisation
        base = quality_base(owner, year)
        if base is None:
            raise Http404
        ensure_import_quality(base.imports)
        sees_numbers = self.api_client.place.may("emissions.see_personal_numbers")
        reader = Reader(sees_numbers=sees_numbers, sees_persons=True, country=owner.country)
        sheets = fix_list_sheets(fix_list(base, owner.currency), year, reader)
        return file_of(sheets, plain_name(owner.name, year, _("Fix list")), "xlsx")


def _answer(judged: Judged | None) -> Response:
    if judged is None:
        raise Http404
    facts, quality = judged
    said = {
        "score": quality.score,
        "currency": facts.currency,
        "counted": facts.counted.size,
        "lines": facts.counted.lines,
        "by_source": {source.value: held.size for source, held in facts.by_source.items()},
        "by_supplier": {state.value: held.size for state, held in facts.by_supplier.items()},
        "indicators": [_indicator(each, facts) for each in quality.indicators],
    }
    return Response(AccountsQualityOutput(said).data)


def _indicator(indicator: Indicator, facts: QualityFacts) -> dict[str, Any]:
    words = words_of(indicator, facts)
    return {
        "code": indicator.code,
        "title": words.title,
        "sentence": words.sentence,
        "remedy": words.remedy,
        "points": indicator.points,
        "share": indicator.share,
        "earned": indicator.earned,
        "costs": indicator.costs,
        "money": indicator.fault.size,
        "lines": indicator.fault.lines,
        "things": indicator.fault.things,
    }
