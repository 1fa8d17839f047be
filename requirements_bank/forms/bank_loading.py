"""Where a file with a bank goes, and how: filled in when it is handed over, and again when it is loaded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.files.forms import UploadForm
from organisations.models import Organisation
from requirements_bank.models import SeenBy
from requirements_bank.queries.banks import banks_of
from requirements_bank.services.load_bank_file import BankChoices

OUR_OWN, OTHER_SOURCE = "own", "new"


class BankUploadForm(UploadForm):
    """A file, and the bank to load it into: ours, one that was loaded before, or a new one by its source."""

    into = forms.ChoiceField(label=_("Load into"), widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Who publishes it"), max_length=200, required=False, help_text=_("For a bank from another source.")
    )
    name = forms.CharField(
        label=_("What to call it here"),
        max_length=200,
        required=False,
        help_text=_("Its publisher's name if left out."),
    )
    source_address = forms.URLField(
        label=_("Where it is published"), max_length=500, required=False, assume_scheme="https"
    )
    licence = forms.CharField(label=_("Licence"), max_length=200, required=False)
    visibility = forms.ChoiceField(
        label=_("Who sees it once it is published"), choices=SeenBy, required=False, initial=SeenBy.OWN
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        loaded = [(str(bank.uuid), bank.name) for bank in banks_of(organisation).exclude(source="")]
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            (OTHER_SOURCE, _("A new bank from another source")),
            *loaded,
            (OUR_OWN, _("Our own bank")),
        ]
        self.initial.setdefault("into", OTHER_SOURCE)

    def clean(self) -> dict[str, Any]:
        """A new bank needs its source."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("into") == OTHER_SOURCE and not said.get("source"):
            self.add_error("source", _("Say who publishes the bank, so that everybody sees where it comes from."))
        return said

    @property
    def choices(self) -> BankChoices:
        """What was chosen."""
        said = self.cleaned_data
        into = said["into"]
        if into == OTHER_SOURCE:
            names = ("name", "source", "source_address", "licence")
            return BankChoices(visibility=said["visibility"] or SeenBy.OWN, **{name: said[name] for name in names})
        visibility = said["visibility"] or SeenBy.OWN
        return BankChoices(visibility=visibility) if into == OUR_OWN else BankChoices(bank=into, visibility=visibility)


class LoadForm(forms.Form):
    """How a file that was looked at is loaded."""

    good_rows_only = forms.BooleanField(label=_("Load the good ones, leave the wrong ones out"), required=False)
    publish = forms.BooleanField(label=_("Publish at once, instead of as drafts"), required=False)

    def choices_with(self, earlier: dict[str, Any], *, may_publish: bool) -> BankChoices:
        """Return the earlier choices with these on top."""
        said = self.cleaned_data
        return BankChoices(
            **{**earlier, "good_rows_only": said["good_rows_only"], "publish": may_publish and said["publish"]}
        )
