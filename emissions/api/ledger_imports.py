"""Ledger imports: hand a file over, follow its job, read what became of it – or only check it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Func, IntegerField, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext
from drf_spectacular.utils import OpenApiParameter, extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.starting import accepted
from emissions.api.uploads import (
    BoundedUpload,
    LedgerUploadInput,
    SmallUpload,
    choices_of,
    on_disk,
    refuse_long_reading,
)
from emissions.calculations.ledger_formats import UNKNOWN_FORMAT
from emissions.importers.column_proposal import best_proposal
from emissions.importers.proposal_json import proposal_as_json
from emissions.models import LedgerImport
from emissions.queries.imports import treatment_of_import
from emissions.services.check_ledger import CheckedLedger, check_ledger
from emissions.services.upload_ledger import start_import
from emissions.services.use_import import use_import
from foundation.api.fields import Money
from foundation.api.hidden_numbers import without_numbers_in
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.preconditions import etag_of_data, require_match
from foundation.api.wording import ProblemRowOutput
from foundation.files.store import store_file
from foundation.guards import takes_files
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from organisations.api.jobs import JobOutput

READING = Needs("emissions.view_ledger", reach=Reach.ROWS)
WRITING = Needs("emissions.import_ledger", "ledger:write", Reach.WRITE)
SHOWN_PROBLEMS = 500
LOCATION = OpenApiParameter("Location", str, OpenApiParameter.HEADER, response=[202], description="The job.")


class LedgerImportOutput(serializers.ModelSerializer[LedgerImport]):
    """One accepted file."""

    ledger_import = serializers.UUIDField(source="uuid")
    file_name = serializers.CharField(source="file.name", allow_null=True, help_text="Null where it is shared.")
    file_size = serializers.IntegerField(source="file.size", allow_null=True, help_text="Bytes.")
    file_sha256 = serializers.CharField(source="file.sha256", allow_null=True)
    chart = serializers.CharField(help_text="The chart of accounts: kostra, kommun_bas, bas, fi_kunta or unknown.")
    lines = serializers.IntegerField()
    accounts = serializers.IntegerField()
    debit = Money()
    credit = Money(help_text="Negative.")
    problem_count = serializers.IntegerField(help_text="Warnings and notices, and rows left out.")
    imported_by = serializers.CharField(source="actor_name")

    class Meta:
        model = LedgerImport
        fields = [
            "ledger_import", "file_name", "file_size", "file_sha256", "format", "encoding", "ledger", "chart",
            "currency", "granularity", "period_from", "period_to", "lines", "accounts", "debit", "credit",
            "problem_count", "imported_by", "imported_at",
        ]  # fmt: skip
        read_only_fields = fields


class LeftOutOutput(serializers.Serializer[Any]):
    """Money that does not count."""

    lines = serializers.IntegerField()
    amount = serializers.CharField(help_text="In the import's currency.")
    other_money = serializers.DictField(
        child=serializers.CharField(), required=False, help_text="Money in other currencies, by currency."
    )


class LedgerImportDetail(LedgerImportOutput):
    """One accepted file with all that is to be said about it."""

    current_months = serializers.SerializerMethodField(help_text="First days of the months that it is the source of.")
    excluded = serializers.SerializerMethodField(help_text="What does not count, by reason.")
    classified_share = serializers.SerializerMethodField(help_text="Share of counted money that has a category.")
    problems = serializers.SerializerMethodField(help_text=f"The first {SHOWN_PROBLEMS}.")
    mapping = serializers.SerializerMethodField(help_text="What was said of its columns; null where it was recognised.")

    class Meta(LedgerImportOutput.Meta):
        fields = [
            *LedgerImportOutput.Meta.fields,
            "current_months",
            "excluded",
            "classified_share",
            "problems",
            "mapping",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.JSONField(allow_null=True))
    def get_mapping(self, ledger_import: LedgerImport) -> dict[str, Any] | None:
        """Return the mapping; titles of columns without the personal numbers that the client may not see."""
        said: dict[str, Any] | None = ledger_import.mapping
        return said if self.context.get("sees_numbers") else without_numbers_in(said)

    @extend_schema_field(serializers.ListField(child=serializers.DateField()))
    def get_current_months(self, ledger_import: LedgerImport) -> list[str]:
        """Return the months in order."""
        return sorted({source.month.isoformat() for source in ledger_import.current_for.all()})

    @extend_schema_field(serializers.DictField(child=LeftOutOutput()))
    def get_excluded(self, ledger_import: LedgerImport) -> dict[str, dict[str, Any]]:  # noqa: ARG002 - in the context
        """Return lines and amount by reason, under the newest rules."""
        return self.context["treated"].excluded  # type: ignore[no-any-return]

    def get_classified_share(self, ledger_import: LedgerImport) -> str | None:  # noqa: ARG002 - in the context
        """Return a decimal between 0 and 1; None where nothing counts."""
        return self.context["treated"].classified_share  # type: ignore[no-any-return]

    @extend_schema_field(ProblemRowOutput(many=True))
    def get_problems(self, ledger_import: LedgerImport) -> list[dict[str, Any]]:
        """Return the problems, worded for the reader."""
        shown = ledger_import.problems[:SHOWN_PROBLEMS]
        return list(ProblemRowOutput(shown, many=True, context=self.context).data)


class NamedOutput(serializers.Serializer[Any]):
    """The organisation as the file names it."""

    name = serializers.CharField(allow_null=True)
    number = serializers.CharField(allow_null=True)


class WordedProblemOutput(serializers.Serializer[Any]):
    """One thing that is wrong in the file."""

    place = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()
    severity = serializers.ChoiceField(choices=["error", "warning", "notice"])


class ProposedColumnOutput(serializers.Serializer[Any]):
    """One column of a table that nobody knows."""

    column = serializers.CharField()
    meaning = serializers.CharField(allow_blank=True, help_text="Empty where it is not read.")
    confidence = serializers.CharField(help_text="From 0 to 1.")
    reason = serializers.CharField()


class MappingProposalOutput(serializers.Serializer[Any]):
    """How a table may be read."""

    mapping = serializers.DictField(help_text="To be sent back as `mapping`, changed where it is wrong.")
    columns = ProposedColumnOutput(many=True)
    missing = serializers.ListField(child=serializers.CharField(), help_text="What must be added to the mapping.")


class CheckOutput(serializers.Serializer[Any]):
    """What the file holds: as `manage.py read_ledger --json` prints it, with the organisation's problems among them."""

    format = serializers.CharField()
    encoding = serializers.CharField(allow_null=True)
    organisation = NamedOutput()
    currency = serializers.CharField(allow_null=True)
    period = inline_serializer(
        "Period", {"from": serializers.DateField(allow_null=True), "to": serializers.DateField(allow_null=True)}
    )
    vouchers = serializers.IntegerField()
    lines = serializers.IntegerField()
    accounts = serializers.IntegerField()
    debit = serializers.CharField()
    credit = serializers.CharField()
    net = serializers.CharField()
    net_by_account_class = serializers.DictField(child=serializers.CharField())
    unbalanced_vouchers = serializers.ListField(child=serializers.CharField())
    problems = WordedProblemOutput(many=True)
    accepted = serializers.BooleanField(help_text="Whether importing it would succeed.")
    mapping = serializers.DictField(
        required=False, help_text="What the columns are, where that was said: now, or of an earlier file like it."
    )
    proposal = MappingProposalOutput(required=False, help_text="Of a table that nobody knows: send its mapping back.")


class ImportParameters(Parameters):
    """Which imports."""

    ledger = serializers.ChoiceField(choices=LedgerImport.Ledger.values, required=False, help_text="Of which book.")
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2200, help_text="That it covers.")


@takes_files
class LedgerImportsView(ClientView):
    """The imports of an organisation."""

    needs = {"GET": READING, "POST": WRITING}
    parser_classes = (BoundedUpload,)

    @operation("List ledger imports", output=LedgerImportOutput, many=True, parameters=ImportParameters)
    def get(self) -> Response:
        """The newest first; replaced ones stay."""
        found = imports_of(self).defer("summary", "problems")
        if "ledger" in self.asked:
            found = found.filter(ledger=self.asked["ledger"])
        if "year" in self.asked:
            found = found.filter(period_from__year__lte=self.asked["year"], period_to__year__gte=self.asked["year"])
        return self.page(NewestFirst(found), LedgerImportOutput)

    @operation("Import a ledger", output=JobOutput, status=202, body=LedgerUploadInput, headers=[LOCATION])
    def post(self) -> Response:
        """The file is kept, and a job reads it; follow the job until it is done and gives the import's id.

        A file that cannot be accepted leaves nothing but itself, and the job says row by row why. The same file sent
        again leads to the same import.
        """
        upload = self.sent["file"]
        with transaction.atomic():
            stored = store_file(organisation_id=self.organisation.pk, stream=upload, name=upload.name)
            job = start_import(organisation=self.organisation, stored=stored, choices=choices_of(self.sent))
        return accepted(job, self.organisation)


class LedgerImportView(ClientView):
    """One import."""

    needs = {"GET": READING}

    @operation("Read a ledger import", output=LedgerImportDetail)
    def get(self, ledger_import: UUID) -> Response:
        """What the file is, what does not count and why, and what is wrong with it."""
        return Response(_detail_of(self, ledger_import))


class UseLedgerImportView(ClientView):
    """Brings an import back."""

    needs = {"POST": WRITING}

    @operation("Use a ledger import", output=LedgerImportDetail, names_version=True)
    def post(self, ledger_import: UUID) -> Response:
        """Makes the import the source of all months that it has lines in, and so undoes its replacement.

        Send the ETag of the import, read in the same language, as If-Match: 412 says that it has changed since.
        """
        require_match(self.request, etag_of_data(_detail_of(self, ledger_import)))
        use_import(get_object_or_404(imports_of(self), uuid=ledger_import))
        return Response(_detail_of(self, ledger_import))


@takes_files
class LedgerChecksView(ClientView):
    """Reads a file without keeping it."""

    needs = {"POST": Needs("emissions.import_ledger", "read", Reach.WRITE)}
    parser_classes = (SmallUpload,)

    @operation("Check a ledger file", output=CheckOutput, body=LedgerUploadInput)
    def post(self) -> Response:
        """Says what the file holds, what is wrong with it and what of it would count; nothing is stored.

        The file is read while you wait: at most 20 MB and 500 000 lines, or a million cells of a workbook. Import what
        is larger.
        """
        choices = choices_of(self.sent)
        with on_disk(self.sent["file"]) as path:
            refuse_long_reading(path)
            checked = check_ledger(organisation=self.organisation, path=path, choices=choices)
        return Response({**checked.summary.as_json(language=get_language() or "en"), **_columns_of(checked)})


def _columns_of(checked: CheckedLedger) -> dict[str, Any]:
    """Return what was said of the columns, or what is proposed of a table that nobody knows."""
    if checked.mapping is not None:
        return {"mapping": checked.mapping}
    unknown = checked.summary.header.format == UNKNOWN_FORMAT
    proposal = best_proposal(checked.tables) if unknown else None
    return {"proposal": proposal_as_json(proposal, gettext)} if proposal else {}


def _detail_of(view: ClientView, uuid: UUID) -> dict[str, Any]:
    found = get_object_or_404(imports_of(view).prefetch_related("current_for"), uuid=uuid)
    context = {
        "treated": treatment_of_import(found),
        "sees_numbers": view.api_client.sees_numbers_of(view.organisation),
    }
    return dict(LedgerImportDetail(found, context=context).data)


def imports_of(view: ClientView) -> QuerySet[LedgerImport]:
    """Return the imports of the organisation in the address; their files are in sight of its own people only."""
    count = Func(F("problems"), function="jsonb_array_length", output_field=IntegerField())
    found = LedgerImport.objects.filter(organisation=view.organisation).annotate(problem_count=count)
    return found.prefetch_related("file")
