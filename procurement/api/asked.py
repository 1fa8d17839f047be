"""What a procurement asks for: list, add from the bank, fill in, weigh, order, renew and take out."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from foundation.errors import ConflictError
from procurement.api.asked_output import AskedDetail, AskedOutput, line_called
from procurement.api.body_examples import ASKED, shown_by
from procurement.api.fields import FreeText, PercentText, unfit
from procurement.api.procurement_view import READING, WRITING, OneAskedView, OneProcurementView
from procurement.api.refusals import require_revision
from procurement.models import AskedRequirement, Lot
from procurement.queries.asked import AskedLine, asked_lines
from procurement.queries.staircase_page import asked_called
from procurement.services.ask import Wanted, ask_for, ask_newer_version, ask_no_longer, fill_all
from procurement.services.asked_values import Filling
from procurement.services.order_asked import change_places
from requirements_bank.api.adoptions import version_named
from requirements_bank.api.baskets import Values

NOTE_LENGTH = 2000


class AskedChange(Input):
    """Values, weight and note; what is left out stays, null and an empty text take away."""

    values = Values(required=False)
    weight = PercentText(required=False, allow_null=True, help_text="In per cent, of award criteria alone.")
    note = FreeText(max_length=NOTE_LENGTH, required=False, help_text="For colleagues; stands in no document.")


class AskedChangeInput(AskedChange):
    """Values, weight, note and place."""

    changes_places_with = serializers.UUIDField(required=False, help_text="Another one that the procurement asks for.")
    asked_revision = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text="Of the procurement; 409 unless the newest.",
    )


@shown_by(ASKED)
class NewAskedInput(AskedChange):
    """A version of the bank to ask for."""

    version = serializers.UUIDField(help_text="A published version.")
    lot = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="Null: of the whole.")


class NewerAskedInput(Input):
    """The newer version that was looked at."""

    version = serializers.UUIDField()


class AskedListView(OneProcurementView):
    """What a procurement asks for."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List what a procurement asks for", output=AskedOutput, many=True)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """In the order of a tender, with newer versions of the bank beside it."""
        lines = asked_lines(self.found)
        places = {line.asked.pk: place for place, line in enumerate(lines)}
        listing = InMemory(lines, lambda line: (places[line.asked.pk],), (int,))
        return self.page(listing, AskedOutput, runs_it=self.runs_it)

    @operation("Ask for a requirement", output=AskedDetail, body=NewAskedInput)
    def post(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """A published version with values, weight and note. Sent again, it is still asked for once."""
        version, lot = version_named(self.sent["version"]), self._lot(self.sent["lot"])
        with transaction.atomic():
            (asked,) = ask_for(self.found, [Wanted(version)], lot=lot)
            fill_all(self.found, {asked.pk: sent_filling(self.sent)})
        return answer_of_asked(asked, runs_it=self.runs_it)

    def _lot(self, uuid: UUID | None) -> Lot | None:
        found = Lot.objects.filter(procurement=self.found, uuid=uuid).first() if uuid else None
        if uuid and found is None:
            raise unfit("lot", _("The procurement has no such lot."), "unknown_lot")
        return found


class AskedView(OneAskedView):
    """One requirement that a procurement asks for."""

    needs = {"GET": READING, "PATCH": WRITING, "DELETE": WRITING}

    @operation("Read what is asked for", output=AskedDetail)
    def get(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Its wording with its values, and what a newer version would change."""
        return answer_of_asked(self.asked_for, runs_it=self.runs_it)

    @operation("Fill in what is asked for", output=AskedDetail, body=AskedChangeInput)
    def patch(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Values of variables, weight, note, and its place among the others."""
        revision = self.sent.get("asked_revision", self.found.asked_revision)
        require_revision(revision, self.found.asked_revision, "asked_revision")
        with transaction.atomic():
            fill_all(self.found, {self.asked_for.pk: sent_filling(self.sent)}, asked_revision=revision)
            if "changes_places_with" in self.sent:
                change_places(self.asked_for, self._other(self.sent["changes_places_with"]))
        return answer_of_asked(self.asked_for, runs_it=self.runs_it)

    @operation("Ask for it no longer", output=AskedDetail)
    def delete(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Its last words. It can be put back on the procurement's page for people."""
        last = answer_of_asked(self.asked_for, runs_it=self.runs_it)
        ask_no_longer(self.asked_for)
        return last

    def _other(self, uuid: UUID) -> AskedRequirement:
        found = asked_called(self.found, uuid)
        if found is None:
            raise unfit("changes_places_with", _("The procurement asks for no such requirement."), "unknown_asked")
        return found


class NewerAskedView(OneAskedView):
    """A newer version of what is asked for."""

    needs = {"POST": WRITING}

    @operation("Ask for a newer version", output=AskedDetail, body=NewerAskedInput)
    def post(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The newer version that was read; values that still fit stay. Sent again, nothing changes."""
        line = line_of(self.asked_for)
        if line.version is None or line.version.uuid != self.sent["version"]:
            if line.newer is None or line.newer.uuid != self.sent["version"]:
                raise ConflictError(_("This is not the newest version in sight. Read the requirement again."))
            ask_newer_version(self.asked_for)
        return answer_of_asked(self.asked_for, runs_it=self.runs_it)


def sent_filling(sent: dict[str, object]) -> Filling:
    """Return what was sent as the service takes it."""
    return Filling(
        texts=sent.get("values"),  # type: ignore[arg-type]  # its field has checked it
        note=sent.get("note"),  # type: ignore[arg-type]
        weight=sent.get("weight"),  # type: ignore[arg-type]
        weighs="weight" in sent,
    )


def line_of(asked: AskedRequirement) -> AskedLine:
    """Return a requirement as it is asked for now; Http404 where it was taken out meanwhile."""
    found = line_called(asked_lines(asked.procurement), asked.uuid)
    if found is None:
        raise Http404
    return found


def answer_of_asked(asked: AskedRequirement, *, runs_it: bool) -> Response:
    """Answer with what is asked as it is now; its note to those who run the procurement."""
    return Response(AskedDetail(line_of(asked), context={"runs_it": runs_it}).data)
