"""What is said when a version moves: to review, back, published, out of use; and how a bank is described."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.reason_fields import ReasonField
from requirements_bank.models import SeenBy
from requirements_bank.reports.code_words import LANGUAGE_NAMES


def _reason(label: object, *, required: bool = True, help_text: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return ReasonField(label=label, max_length=2000, required=required, widget=widget, help_text=help_text)  # type: ignore[arg-type]


class OpenToForm(forms.Form):
    """Who reads a version in review."""

    open_to = forms.ChoiceField(
        label=_("Who may read it in review"), choices=SeenBy, initial=SeenBy.OWN, widget=forms.RadioSelect
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = _reason(_("Why"))


class StillGoodForm(forms.Form):
    """That a requirement still is good."""

    reason = _reason(_("What you looked at"), required=False)


class PublishForm(forms.Form):
    """What must be said before a version is published; only what it asks for is shown, and who will see it."""

    visibility = forms.ChoiceField(label=_("Who will see it"), choices=SeenBy, widget=forms.RadioSelect)
    change_note = _reason(_("What is new in this version"))
    words_stand = _reason(_("Why the marked words may stand"))
    alone = _reason(
        _("Why you publish it alone"),
        help_text=_(
            "Nobody else has written in it. A colleague could publish it instead; your reason goes into the log."
        ),
    )

    def __init__(self, *args: object, asks: frozenset[str], **kwargs: object) -> None:
        """Keep the fields that are asked for."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in set(self.fields) - asks - {"visibility"}:
            del self.fields[name]


class VisibilityForm(forms.Form):
    """Who sees what is published."""

    visibility = forms.ChoiceField(label=_("Who sees it"), choices=SeenBy, widget=forms.RadioSelect)


class BankForm(forms.Form):
    """The organisation's own bank."""

    name = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(
        label=_("Description"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few sentences on its public page."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[*LANGUAGE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every text of a published requirement must stand in all of them. One is enough."),
    )
    seen_by = forms.ChoiceField(label=_("Who sees the bank"), choices=SeenBy, widget=forms.RadioSelect)


class NewRequirementForm(forms.Form):
    """The beginning of a requirement; the rest is filled in on the next page."""

    area = forms.ChoiceField(label=_("Area"))
    title = forms.CharField(label=_("Title"), max_length=300, help_text=_("Short, as colleagues would say it."))
    code = forms.RegexField(
        r"^[0-9A-Za-zÆØÅÄÖæøåäö][0-9A-Za-zÆØÅÄÖæøåäö._-]*$",
        label=_("Code"),
        max_length=30,
        required=False,
        help_text=_("Leave empty to get the next free one of the area. It cannot be changed later."),
        error_messages={"invalid": _("Write letters, digits, - and . only, such as TRA-101.")},
    )
