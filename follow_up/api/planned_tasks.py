"""The plan over the API: what is to be done, planned and noted as done."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from follow_up.api.follow_up_view import READING, WRITING, ClientKey
from follow_up.models import PlannedTask, TaskKind, TaskState
from follow_up.queries.seen import followed_contract
from follow_up.queries.tasks import WantedTasks, found_tasks, task_called, tasks_of
from follow_up.services.plan_tasks import TaskSaid, plan_task
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.task_progress import finish_task
from foundation.api.fields import FigureText, HourOutput, HourText, TypedText, WordsText, YesOrNo
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.fields import Figure, check_asked_days, check_days

LATE = "late"
HOURS = r"^[0-9]{1,3}(\.[0-9]{1,2})?\Z"
LONGEST_TEXT = 20_000


class PlannedTaskOutput(serializers.ModelSerializer[PlannedTask]):
    """One task."""

    task = serializers.UUIDField(source="uuid")
    contract = serializers.UUIDField(source="contract.uuid", allow_null=True, default=None, help_text="Null: our own.")
    kind = serializers.CharField(help_text=f"{', '.join(TaskKind.values)}.")
    state = serializers.CharField(help_text="planned, done or cancelled.")
    starts_at = HourOutput(allow_null=True, help_text="As hh:mm; null: some time that day.")
    owner = serializers.CharField(source="owner.name", allow_null=True, default=None, help_text="Null: nobody yet.")
    hours = Figure(allow_null=True, help_text="That it takes.")
    spent_hours = Figure(allow_null=True, help_text="That it took.")
    is_recurring = serializers.SerializerMethodField(help_text="One time of a task that comes again.")

    class Meta:
        model = PlannedTask
        fields = [
            "task", "contract", "kind", "state", "title", "agenda", "place", "due_on", "starts_at", "owner", "hours",
            "is_fixed", "is_announced", "is_recurring", "done_on", "done_by", "spent_hours", "minutes",
            "cancelled_because", "revision", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_is_recurring(self, task: PlannedTask) -> bool:
        """Return whether it is one time of a task that comes again."""
        return task.recurring_id is not None


class PlannedTaskParameters(Parameters):
    """Which tasks."""

    q = WordsText(required=False, max_length=200, help_text="Words in title, contract or number, all.")
    state = serializers.ChoiceField(
        choices=[*TaskState.values, LATE], required=False, help_text="late: planned, and its day has passed."
    )
    kind = serializers.ChoiceField(choices=TaskKind.values, required=False, help_text="Of this kind.")
    contract = serializers.UUIDField(required=False, help_text="Of this contract.")
    due_from = serializers.DateField(required=False, help_text="Due on this day or later.")
    due_until = serializers.DateField(required=False, help_text="Due on this day or before.")


class PlannedTaskInput(Input):
    """A task to be planned. A client names no owner: a person takes it over on its page."""

    kind = serializers.ChoiceField(choices=TaskKind.values)
    title = WordsText(max_length=200)
    due_on = serializers.DateField()
    contract = serializers.UUIDField(required=False, allow_null=True, help_text="A signed one of the organisation.")
    agenda = TypedText(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    place = TypedText(required=False, allow_blank=True, max_length=300)
    starts_at = HourText(required=False, allow_null=True, help_text="As hh:mm.")
    hours = FigureText(HOURS, required=False, allow_null=True, help_text="That it takes, at most 200.")
    is_fixed = YesOrNo(required=False)
    is_announced = YesOrNo(required=False, help_text="The supplier is told before; true unless said.")
    key = ClientKey()


class DoneInput(Input):
    """What came of a task."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="The one that was read.")
    done_on = serializers.DateField(help_text="A day that has come.")
    minutes = TypedText(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    spent_hours = FigureText(HOURS, required=False, allow_null=True, help_text="At most 200.")


class PlannedTasksView(ClientView):
    """The plan of an organisation."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List planned tasks", output=PlannedTaskOutput, many=True, parameters=PlannedTaskParameters)
    def get(self) -> Response:
        """What is or was planned, the newest first; every state unless one is asked for."""
        asked: dict[str, Any] = dict(self.asked)
        check_asked_days(asked)
        state = asked.pop("state", None)
        wanted = WantedTasks(
            words=asked.pop("q", ""),
            state=state or "",
            all_states=state is None,
            first=asked.pop("due_from", None),
            last=asked.pop("due_until", None),
            **asked,
        )
        return self.page(NewestFirst(found_tasks(self.organisation, wanted, timezone.localdate())), PlannedTaskOutput)

    @operation("Plan a task", output=PlannedTaskOutput, body=PlannedTaskInput, status=201)
    def post(self) -> Response:
        """Plan it on a signed contract, or for the organisation itself."""
        sent = dict(self.sent)
        check_days(sent)
        uuid, key = sent.pop("contract", None), sent.pop("key", None)
        contract = followed_contract(self.organisation, uuid) if uuid else None
        if uuid and contract is None:
            raise FollowUpNotPossibleError(_("Choose a signed contract of your own."), field="contract")
        said = TaskSaid(contract=contract, **sent)
        task = plan_task(organisation=self.organisation, said=said, made_from=f"form:{key}" if key else "")
        return Response(PlannedTaskOutput(tasks_of(self.organisation).get(pk=task.pk)).data, status=201)


class OneTaskView(ClientView):
    """Something of one task of the organisation; any other is 404, whatever is sent."""

    found: PlannedTask

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the task up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = task_called(self.organisation, kwargs["task"])
        if found is None:
            raise Http404
        self.found = found


class PlannedTaskView(OneTaskView):
    """One task."""

    needs = {"GET": READING}

    @operation("Read a planned task", output=PlannedTaskOutput)
    def get(self, task: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Its day, its agenda, and what came of it."""
        return Response(PlannedTaskOutput(self.found).data)


class TaskDoneView(OneTaskView):
    """That a task is done."""

    needs = {"POST": WRITING}

    @operation("Note that a task is done", output=PlannedTaskOutput, body=DoneInput)
    def post(self, task: UUID) -> Response:  # noqa: ARG002 - looked up already
        """From another revision than the newest it is 409; what is done or cancelled stays as it was noted."""
        sent = dict(self.sent)
        check_days(sent)
        finish_task(self.found, **sent)
        return Response(PlannedTaskOutput(tasks_of(self.organisation).get(pk=self.found.pk)).data)
