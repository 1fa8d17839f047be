"""Notices of Doffin and TED: say what one holds, and make a procurement of it."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.uploads import BoundedUpload, on_disk
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.guards import takes_files
from foundation.problems import Problem
from organisations.api.client_view import ClientView
from procurement.api.notice_output import NoticeCheckOutput, NoticeProblemOutput, NoticeRefusedError
from procurement.api.procurement_output import ProcurementDetail
from procurement.api.procurement_view import READING, WRITING, detail_of
from procurement.importers.notice import NoticeReading, read_notice
from procurement.importers.notice_summary import notice_as_json
from procurement.importers.notice_xml import MOST_BYTES
from procurement.reports.filling_sentences import filling_sentence
from procurement.services.fill_from_notice import procurement_from_notice

SMALLEST_PART = 1 << 20


class BoundedNotice(BoundedUpload):
    """Refuses a request that says it is larger than any notice before a byte of it is read."""

    def refuse_too_large(self, size: int) -> None:
        """Raise what tells the client that the body is larger than what is taken here."""
        if size > MOST_BYTES + SMALLEST_PART:
            raise RequestDataTooBig


class NoticeUploadInput(Input):
    """A notice."""

    file = serializers.FileField(help_text="eForms XML, as Doffin and TED give it.", allow_empty_file=True)


class FromNoticeOutput(serializers.Serializer[Any]):
    """A procurement that was filled from a notice, and what to look at."""

    procurement = ProcurementDetail()
    told = NoticeProblemOutput(many=True, help_text="What could not be taken over as the notice says it.")


@takes_files
class NoticeChecksView(ClientView):
    """Says what a notice holds."""

    needs = {"POST": READING}
    parser_classes = (BoundedNotice,)

    @operation("Read a notice", output=NoticeCheckOutput, body=NoticeUploadInput)
    def post(self) -> Response:
        """What manage.py read_notice prints: what it holds, and what is wrong with it. Nothing is kept."""
        return Response(NoticeCheckOutput(notice_as_json(self._reading(), get_language() or "en")).data)

    def _reading(self) -> NoticeReading:
        with on_disk(self.sent["file"]) as path:
            return read_notice(path)


@takes_files
class FromNoticeView(NoticeChecksView):
    """Makes a procurement of a notice."""

    needs = {"POST": WRITING}

    @operation("Make a procurement from a notice", output=FromNoticeOutput, status=201, body=NoticeUploadInput)
    def post(self) -> Response:
        """The organisation leads it. A notice that cannot be read is refused, with what is wrong in it."""
        reading = self._reading()
        if reading.notice is None or not reading.accepted:
            wrong = tuple(problem for problem in reading.problems if problem.is_error)
            raise NoticeRefusedError(_("No procurement can be filled from this file."), problems=wrong)
        made, told = procurement_from_notice(organisation=self.organisation, notice=reading.notice)
        answer = {"procurement": detail_of(made, self.organisation), "told": [_told(problem) for problem in told]}
        return Response(answer, status=201)


def _told(problem: Problem) -> dict[str, str]:
    return {
        "place": problem.place,
        "code": problem.code,
        "message": filling_sentence(problem, gettext),
        "severity": problem.severity.value,
    }
