"""What is said of a deviation: when it is noted, when it is changed, and with each move."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from follow_up.models import Deviation, Severity
from foundation.reason_fields import ReasonField
from procurement.forms.figures import FigureField
from procurement.forms.procurement import DayField, LinesField
from procurement.models import Contract, Obligation
from procurement.queries.obligations import obligations_of

LONGEST = 5000


def lines(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> LinesField:  # noqa: ANN401 - lazy texts
    """Return a field for a text on several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return LinesField(label=label, required=required, max_length=LONGEST, widget=area, help_text=help_text)


class FactsForm(forms.Form):
    """What was found."""

    title = forms.CharField(
        label=_("What is not kept"),
        max_length=200,
        help_text=_("In a few words, such as “Two of five cars run on diesel”. The supplier reads it."),
    )
    facts = lines(_("Facts"), rows=5, help_text=_("What was found, where, when, how much. The supplier reads it."))
    severity = forms.ChoiceField(label=_("How serious it is"), choices=Severity, widget=forms.RadioSelect)
    found_on = DayField(label=_("Found on"))
    deadline = DayField(label=_("Deadline"), help_text=_("You can also say it when you tell the supplier."))
    case_number = forms.CharField(
        label=_("Case number"), required=False, max_length=60, help_text=_("In your archive.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["found_on"].required = True


class NoteForm(FactsForm):
    """A deviation that is noted by hand: of a contract and, mostly, of something that it obliges to."""

    obligation = forms.ChoiceField(label=_("Obligation"), required=False)
    party = forms.ChoiceField(label=_("Supplier"), required=False)
    value = FigureField(label=_("Measured"), required=False)
    field_order = ("obligation", "party", "title", "facts", "value", "severity", "found_on", "deadline", "case_number")

    def __init__(self, contract: Contract, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:  # noqa: ANN401 - what a request sends
        usual = {"severity": Severity.MAJOR, "found_on": timezone.localdate(), "case_number": contract.case_number}
        super().__init__(data, initial={**usual, **(initial or {})})
        self.obligations = {str(each.uuid): each for each in obligations_of(contract)}
        self.parties = {str(each.uuid): each for each in contract.parties.all()}
        titles = [(key, f"{each.code} {each.title}".strip()) for key, each in self.obligations.items()]
        self.fields["obligation"].choices = [("", _("Something else in the contract")), *titles]  # type: ignore[attr-defined]
        self.fields["party"].choices = [("", "–"), *((key, each.name) for key, each in self.parties.items())]  # type: ignore[attr-defined]
        if len(self.parties) == 1:
            self.fields.pop("party")

    def clean(self) -> dict[str, Any]:
        """Ask whose work it is where the contract has several suppliers and the obligation binds them all."""
        said = super().clean() or self.cleaned_data
        bound = self.obligations.get(said.get("obligation", ""))
        if "party" in self.fields and not said.get("party") and not (bound and bound.party_id):
            self.add_error("party", _("The contract has several suppliers. Choose whose work it is."))
        return said

    @property
    def chosen(self) -> Obligation | None:
        """The obligation that was chosen."""
        return self.obligations.get(self.cleaned_data["obligation"])


class ChangeForm(FactsForm):
    """What is said of a deviation, to be changed."""

    because = ReasonField(label=_("Why it is changed"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, deviation: Deviation, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        names = ("title", "facts", "severity", "found_on", "deadline", "case_number", "revision")
        super().__init__(data, initial={name: getattr(deviation, name) for name in names})


class MoveForm(forms.Form):
    """The ground of what is said with a move: the revision that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TellForm(MoveForm):
    """To whom, in which language and until when."""

    email = forms.EmailField(label=_("The supplier's e-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    deadline = DayField(label=_("Deadline"), help_text=_("Until then the supplier answers and mends it."))
    message = lines(
        _("A few words from you"), required=False, help_text=_("Stands in the letter. The link is added by itself.")
    )


class RemindForm(MoveForm):
    """A few words with a reminder."""

    message = lines(_("A few words from you"), required=False, help_text=_("Stands in the letter."))


class ActionForm(MoveForm):
    """What is done, by whom and until when."""

    what = forms.CharField(label=_("What is to be done"), max_length=500, help_text=_("The supplier reads it."))
    owner = forms.CharField(
        label=_("Who does it"), max_length=200, required=False, help_text=_("The supplier reads it, too.")
    )
    due_on = DayField(label=_("By"))


class MendedForm(MoveForm):
    """Since when it is mended."""

    mended_on = DayField(label=_("Mended since"))
    text = lines(_("What was done"), required=False)


class CheckedForm(MoveForm):
    """How it was checked."""

    checked = lines(_("How you checked that it is mended"), help_text=_("What you saw or read, and when."))
    value = FigureField(
        label=_("Measured now"),
        required=False,
        help_text=_("Without a figure that reaches what is asked, nobody knows whether it is kept."),
    )


class BecauseForm(MoveForm):
    """Why."""

    because = lines(_("Why"), help_text=_("The supplier reads it, where it has a link."))


class EscalateForm(MoveForm):
    """What the supplier is told with a further step."""

    text = lines(_("What the supplier is told"), rows=5, help_text=_("Name the clause and what follows next."))
    on = DayField(label=_("Day"))
    by_mail = forms.BooleanField(label=_("Send it to the supplier by e-mail"), required=False)


class RequirementNoteForm(forms.Form):
    """What a deviation taught."""

    text = lines(
        _("What the next version should say or ask otherwise"),
        rows=5,
        help_text=_(
            "Your own people and the owner of the requirement read it, with a link that only your own people can "
            "open. Name no supplier."
        ),
    )
