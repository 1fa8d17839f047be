"""Whole banks by the API: which there are in sight, one as a file, and loading one from a file."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.fields import empty
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import WordsText, YesOrNo
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from foundation.api.views import GivesFile
from foundation.files.store import store_file
from foundation.guards import takes_files
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from organisations.api.jobs import JobOutput
from requirements_bank.importers.bank_file import MOST_BYTES
from requirements_bank.models import Bank, SeenBy
from requirements_bank.queries.banks import banks_in_sight, banks_of
from requirements_bank.reports.bank_formats import FORMATS, bank_file
from requirements_bank.services.bank_uploads import check_upload, load_upload
from requirements_bank.services.load_bank_file import BankChoices

READING = Needs("requirements_bank.view_bank")
WRITING = Needs("requirements_bank.write_bank", "bank:write", Reach.WRITE)
LOCATION = OpenApiParameter("Location", str, OpenApiParameter.HEADER, response=[202], description="The job.")
SMALLEST_PART = 1 << 20


class BankInSightOutput(serializers.ModelSerializer[Bank]):
    """A bank that the client sees."""

    bank = serializers.CharField(source="slug", help_text="Its place in addresses.")
    organisation = serializers.CharField(
        source="organisation.slug", allow_null=True, default=None, help_text="Its owner; null for the shipped one."
    )
    published_by = serializers.CharField(source="source", help_text="Who, if it was loaded from elsewhere.")
    source_address = serializers.CharField(help_text="Empty where it is not known.")
    seen_by = serializers.ChoiceField(choices=SeenBy.values)
    languages = serializers.ListField(child=serializers.CharField())
    published = serializers.IntegerField(help_text="How many published requirements of it are in sight.")
    drafts = serializers.IntegerField(help_text="How many versions of it that are not published are in sight.")

    class Meta:
        model = Bank
        fields = [
            "bank", "name", "description", "organisation", "published_by", "source_address", "licence", "languages",
            "seen_by", "published", "drafts",
        ]  # fmt: skip
        read_only_fields = fields


class BanksInSightView(ClientView):
    """The banks that the client sees."""

    needs = {"GET": READING}

    @operation("List the banks in sight", output=BankInSightOutput, many=True)
    def get(self) -> Response:
        """The organisation's own, the shipped one, its networks', and those that it has loaded; in order of place."""
        found = list(banks_in_sight())
        return self.page(InMemory(found, key=lambda bank: (bank.slug,)), BankInSightOutput)


class BankFileView(GivesFile, ClientView):
    """A whole bank as a file."""

    needs = {"GET": READING}

    @extend_schema(responses={(200, each.content_type): OpenApiTypes.BINARY for each in FORMATS.values()})
    @operation("Read a bank as a file", output=BankInSightOutput)
    def get(self, bank: str, kind: str) -> Any:  # noqa: ANN401 - a file
        """All published requirements: Excel (xlsx), YAML (yaml), a zip of it (zip), JSON (json) or a table (csv).

        What is read here can be loaded again, except the CSV, which is for looking at.
        """
        found = get_object_or_404(banks_in_sight(), slug=bank)
        if kind not in FORMATS:
            raise Http404
        return bank_file(found, kind)


class BoundedBank(MultiPartParser):
    """Refuses a request that says it is too large before a byte of it is read."""

    def parse(self, stream: Request, *args: object, **kwargs: object) -> object:  # type: ignore[override]  # passed on
        """Read the parts of the body."""
        if int(stream.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + SMALLEST_PART:
            raise RequestDataTooBig
        return super().parse(stream, *args, **kwargs)  # type: ignore[arg-type]


class SentWords(WordsText):
    """Words that may be left out, but are not sent empty."""

    def get_value(self, dictionary: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Return what was sent; forms send nothing as an empty text, which counts as sent here."""
        return dictionary.get(self.field_name, empty)


class BankLoadInput(Input):
    """A file with a bank, and where it goes."""

    file = serializers.FileField(help_text="Excel, YAML, JSON, or a zip of YAML files.", allow_empty_file=True)
    into = SentWords(
        required=False, max_length=80, help_text="A bank of the organisation. Without it, the bank of the source."
    )
    published_by = SentWords(
        required=False, max_length=200, help_text="Its source. Without source and bank, the organisation's own bank."
    )
    name = SentWords(required=False, max_length=200, help_text="What it is called here; the source if left out.")
    licence = SentWords(required=False, max_length=200, help_text="Under which it is published.")
    visibility = serializers.ChoiceField(choices=SeenBy.values, default=SeenBy.OWN.value)
    check_only = YesOrNo(default=False, help_text="Only say what loading would do; nothing is stored but the file.")
    publish = YesOrNo(default=False, help_text="Publish at once; 403 without the permission to approve.")
    good_rows_only = YesOrNo(default=False, help_text="Leave wrong requirements out, and load the others.")


@takes_files
class BankLoadsView(ClientView):
    """Loads a bank from a file."""

    needs = {"POST": WRITING}
    parser_classes = (BoundedBank,)

    @operation("Load a bank from a file", output=JobOutput, status=202, body=BankLoadInput, headers=[LOCATION])
    def post(self) -> Response:
        """The file is kept, and a job checks every requirement and loads what is new or changed, as drafts.

        The job's result counts new, changed, unchanged and wrong ones; where any is wrong, nothing is loaded unless
        only the good ones are asked for. The same file again changes nothing.
        """
        upload, choices = self.sent["file"], self._choices()
        start = check_upload if self.sent["check_only"] else load_upload
        with transaction.atomic():
            stored = store_file(organisation_id=self.organisation.pk, stream=upload, name=upload.name)
            job = start(organisation=self.organisation, stored=stored, choices=choices)
        address = reverse("api_job", args=[self.organisation.slug, job.uuid])
        return Response(JobOutput(job).data, status=202, headers={"Location": address})

    def _choices(self) -> BankChoices:
        sent = self.sent
        into = sent.get("into")
        bank = str(get_object_or_404(banks_of(self.organisation), slug=into).uuid) if into else ""
        names = ("name", "licence", "visibility", "good_rows_only")
        said = {name: sent[name] for name in names if name in sent}
        if sent["publish"] and not self.api_client.place.may("requirements_bank.approve"):
            sentence = _("The client's role may load drafts, but not publish them. Leave publish out.")
            raise PermissionDenied(sentence, "permission_denied")
        return BankChoices(bank=bank, source=sent.get("published_by", ""), publish=sent["publish"], **said)
