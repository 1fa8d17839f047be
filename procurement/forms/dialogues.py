"""What an officer says of a market dialogue: its terms, a talk, what is to be done, a paper, whom to invite."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.files.forms import UploadForm
from procurement.forms.names import NameField
from procurement.forms.procurement import DayField
from procurement.models import DialogueEntry, MarketDialogue


class DialogueForm(forms.Form):
    """What holds for the whole dialogue."""

    introduction = forms.CharField(
        label=_("What suppliers read first"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you plan, and what you want to know. Everyone who is invited reads the same."),
    )
    closes_on = DayField(
        label=_("Suppliers answer until"),
        help_text=_("They may change their answers until this day is over. You can choose a later one at any time."),
    )
    for_neighbours = forms.BooleanField(
        label=_("Let neighbours see the answers of suppliers that agree to it"),
        required=False,
        help_text=_("They see how many can, by when. Price effects only from three answers on."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, dialogue: MarketDialogue, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial={name: getattr(dialogue, name) for name in self.base_fields})


class TalkForm(forms.Form):
    """One meeting, written round or visit."""

    kind = forms.ChoiceField(label=_("What it was"), choices=DialogueEntry.Kind)
    day = DayField(label=_("Day"))
    parties = forms.CharField(
        label=_("Who took part"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Companies and people. Suppliers never see this."),
    )
    topics = forms.CharField(label=_("What it was about"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    heard = forms.CharField(
        label=_("What you heard"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stays with the buyers. Answers step by step are noted below, once this is saved."),
    )
    told = forms.CharField(
        label=_("What you told"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone who is invited reads this: what one supplier was told, all are told. Name no supplier."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - what a request sends
        *,
        entry: DialogueEntry | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        kept = {name: getattr(entry, name) for name in self.base_fields} if entry else initial
        super().__init__(data, initial=kept)
        self.fields["day"].required = True

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in; the form must be valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class FollowUpForm(forms.Form):
    """Something that is to be done after a talk."""

    what = forms.CharField(label=_("What is to be done"), max_length=300)
    who = forms.CharField(label=_("Who does it"), max_length=200, required=False)
    due_on = DayField(label=_("By"))


class PaperForm(UploadForm):
    """A file of a talk."""

    title = forms.CharField(
        label=_("What it is called"),
        max_length=200,
        required=False,
        help_text=_("The name of the file, unless you say something else."),
    )
    is_handed_out = forms.BooleanField(
        label=_("Show it to everyone who is invited"),
        required=False,
        help_text=_("Tick this for what you handed out. Leave it for what a supplier gave you."),
    )


class InvitationForm(forms.Form):
    """One supplier to invite."""

    supplier = NameField(label=_("Supplier"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=20,
        required=False,
        help_text=_("So that a supplier that answers twice counts once."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
