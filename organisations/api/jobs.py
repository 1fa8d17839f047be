"""Jobs: the long work that other calls start, to be followed until it is over."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import CodeText
from foundation.api.hidden_numbers import without_numbers_in
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.wording import ProblemRowOutput
from foundation.jobs.models import Job
from foundation.jobs.words import words_of
from foundation.personal_numbers import without_personal_numbers
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs

VIEWING = {"GET": Needs("organisations.view_jobs")}
APART = ("problems", "error", "message", "tables")
SUMMARY, WORDED = "summary", "problems"


class JobOutput(serializers.ModelSerializer[Job]):
    """One piece of long work."""

    job = serializers.UUIDField(source="uuid")
    work = serializers.CharField(source="name", help_text="What it does, such as emissions.import_ledger.")
    done = serializers.IntegerField(help_text="How much of the step is done.")
    total = serializers.IntegerField(help_text="How much there is; 0 while that is unknown.")
    result = serializers.SerializerMethodField(help_text="What came of it, once it is done: ids of what was made.")
    error = serializers.SerializerMethodField(help_text="Why it failed: refused, broken or gave_up.")
    message = serializers.SerializerMethodField(help_text="Why it was refused, as a sentence.")
    problems = serializers.SerializerMethodField(help_text="What is wrong with what was handed in.")

    class Meta:
        model = Job
        fields = [
            "job", "work", "status", "step", "done", "total", "result", "error", "message", "problems",
            "created_at", "finished_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_result(self, job: Job) -> dict[str, Any]:
        """Return the result without what stands in fields of its own, worded for the reader there."""
        result = {name: value for name, value in self._told(job).items() if name not in APART}
        if SUMMARY in result:
            result[SUMMARY] = {name: value for name, value in result[SUMMARY].items() if name != WORDED}
        if self.context.get("sees_numbers"):
            return result
        private = words_of(job).private
        return {name: without_numbers_in(value) for name, value in result.items() if name not in private}

    def _told(self, job: Job) -> Mapping[str, Any]:
        """Return the result as far as the client may know what came of such work."""
        needs, place = words_of(job).result_needs, self.context.get("place")
        return _result(job) if not needs or (place and place.may(needs)) else {}

    def get_error(self, job: Job) -> str | None:
        """Return the kind of failure."""
        return _result(job).get("error")

    def get_message(self, job: Job) -> str | None:
        """Return the sentence of a refusal."""
        message = _result(job).get("message")
        return message if self.context.get("sees_numbers") else without_personal_numbers(message)

    @extend_schema_field(ProblemRowOutput(many=True))
    def get_problems(self, job: Job) -> list[dict[str, Any]]:
        """Return the problems, worded for the reader."""
        found = self._told(job).get("problems", ())
        rows: Any = found if isinstance(found, list) else ()  # some work tells no more than how many there were
        return list(ProblemRowOutput(rows, many=True, context=self.context).data)


class JobParameters(Parameters):
    """Which jobs."""

    status = serializers.ChoiceField(choices=Job.Status.values, required=False, help_text="Where it stands.")
    work = CodeText(required=False, help_text="Such as emissions.import_ledger.")


class JobsView(ClientView):
    """The organisation's jobs."""

    needs = VIEWING

    @operation("List jobs", output=JobOutput, many=True, parameters=JobParameters)
    def get(self) -> Response:
        """The newest first."""
        wanted = {{"work": "name"}.get(name, name): value for name, value in self.asked.items()}
        return self.page(
            NewestFirst(Job.objects.filter(organisation=self.organisation, **wanted)), JobOutput, **_reader(self)
        )


class JobView(ClientView):
    """One job."""

    needs = VIEWING

    @operation("Follow a job", output=JobOutput)
    def get(self, job: UUID) -> Response:
        """Ask every few seconds until status is done or failed."""
        found = get_object_or_404(Job, organisation=self.organisation, uuid=job)
        return Response(JobOutput(found, context=_reader(self)).data)


def _reader(view: ClientView) -> dict[str, Any]:
    client = view.api_client
    return {"sees_numbers": client.sees_numbers_of(view.organisation), "place": client.place}


def _result(job: Job) -> Mapping[str, Any]:
    return job.result if isinstance(job.result, dict) else {}
