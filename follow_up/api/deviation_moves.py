"""Move a deviation: one address for each move, with what it needs. Method: docs/methods/deviations.md."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from follow_up.api.deviation_output import DeviationDetail
from follow_up.api.deviations import CONTROLLING, DECIDING, LONGEST, OneDeviationView, deviation_answer, sensible
from follow_up.services.change_deviation import withdraw_deviation
from follow_up.services.corrective_actions import plan_action
from follow_up.services.escalate_deviation import escalate_deviation
from follow_up.services.mend_deviation import close_deviation, reopen_deviation, say_mended, send_back
from follow_up.services.tell_supplier import LANGUAGES, remind_supplier, revoke_deviation_link, tell_supplier
from foundation.api.fields import FigureText, LongText, WordsText, YesOrNo
from foundation.api.input import Input
from foundation.api.operations import operation

DAYS = ("deadline", "due_on", "mended_on", "on")


class MoveInput(Input):
    """The revision that was read."""

    revision = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="Of the deviation as it was read; 409 unless the newest."
    )


class TellInput(MoveInput):
    """To whom, in which language and until when."""

    email = serializers.EmailField(max_length=254)
    language = serializers.ChoiceField(choices=LANGUAGES, default="nb")
    deadline = serializers.DateField(help_text="After today, within a year.")
    message = LongText(max_length=LONGEST, default="")


class RemindInput(MoveInput):
    """A few words."""

    message = LongText(max_length=LONGEST, default="")


class ActionInput(MoveInput):
    """What is done, by whom and until when."""

    what = WordsText(max_length=500)
    owner = LongText(max_length=200, default="")
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class MendedInput(MoveInput):
    """Since when it is mended."""

    mended_on = serializers.DateField(help_text="Not before it was found, not after today.")
    text = LongText(max_length=LONGEST, default="")


class DeviationCheckedInput(MoveInput):
    """How it was checked."""

    checked = LongText(max_length=LONGEST, allow_blank=False)
    value = FigureText(
        required=False, allow_null=True, default=None, help_text="Measured then, in its unit; it has to keep the step."
    )


class BecauseInput(MoveInput):
    """Why."""

    because = LongText(max_length=LONGEST, allow_blank=False)


class EscalateInput(MoveInput):
    """What the supplier is told with a further step."""

    text = LongText(max_length=LONGEST, allow_blank=False)
    on = serializers.DateField(help_text="Not before it was found, not after today.")
    by_mail = YesOrNo(default=False)


class MoveView(OneDeviationView):
    """One move of one deviation."""

    needs = {"POST": CONTROLLING}

    def moved(self, move: Callable[..., object]) -> Response:
        """Make the move with what was sent, and answer with the deviation as it is then."""
        for name in DAYS:
            sensible(name, self.sent.get(name))
        move(self.found, **self.sent)
        return deviation_answer(self.found)


class TellView(MoveView):
    """Tell the supplier."""

    @operation("Tell the supplier of a deviation", output=DeviationDetail, body=TellInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """A letter with a link goes out; links sent before stop working."""
        return self.moved(tell_supplier)


class RemindView(MoveView):
    """Remind the supplier."""

    @operation("Remind the supplier of a deviation", output=DeviationDetail, body=RemindInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """One more letter; not twice within a day."""
        return self.moved(remind_supplier)


class RevokeLinkView(MoveView):
    """Take the links back."""

    @operation("Take the links to a deviation back", output=DeviationDetail, body=MoveInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """What the supplier answered stays."""
        return self.moved(revoke_deviation_link)


class PlanActionView(MoveView):
    """Plan what is done."""

    @operation("Plan what is done about a deviation", output=DeviationDetail, body=ActionInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """The deviation is being mended from then on."""
        return self.moved(plan_action)


class SayMendedView(MoveView):
    """Say that it is mended."""

    @operation("Say that a deviation is mended", output=DeviationDetail, body=MendedInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """Whoever says so cannot close it: another person or client does."""
        return self.moved(say_mended)


class CloseView(MoveView):
    """Check and close."""

    needs = {"POST": DECIDING}

    @operation("Close a deviation", output=DeviationDetail, body=DeviationCheckedInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """With how it was checked; not by who says that it is mended (422)."""
        return self.moved(close_deviation)


class SendBackView(MoveView):
    """Find it not mended."""

    @operation("Find a deviation not mended", output=DeviationDetail, body=BecauseInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """The supplier reads why, where it has a link."""
        return self.moved(send_back)


class ReopenView(MoveView):
    """Open it again."""

    @operation("Open a deviation again", output=DeviationDetail, body=BecauseInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """The supplier reads why, where it has a link."""
        return self.moved(reopen_deviation)


class EscalateView(MoveView):
    """Take a further step."""

    needs = {"POST": DECIDING}

    @operation("Take a further step about a deviation", output=DeviationDetail, body=EscalateInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """A formal reminder, then a warning, then a sanction."""
        return self.moved(escalate_deviation)


class WithdrawView(MoveView):
    """Withdraw it."""

    needs = {"POST": DECIDING}

    @operation("Withdraw a deviation", output=DeviationDetail, body=BecauseInput)
    def post(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """It counts no more, and stays readable."""
        return self.moved(withdraw_deviation)
