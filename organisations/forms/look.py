"""The form for an organisation's name, colour and logo."""

from typing import IO

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.colours import OWN_GREEN, readable_colour
from foundation.errors import DomainError
from organisations.models import Organisation
from organisations.services.change_look import COLOUR
from organisations.services.logos import read_logo


class LookForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """What an administrator may choose; `logo_picture` is cleaned into the PNG to store."""

    logo_picture = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 2 MB. A wide picture on a transparent ground looks best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    without_logo = forms.BooleanField(label=_("Remove the present logo"), required=False)

    class Meta:
        model = Organisation
        fields = ["name", "population", "accent_colour"]
        labels = {"name": _("Name"), "population": _("Inhabitants"), "accent_colour": _("Colour")}
        help_texts = {
            "name": _("As it stands at the top of every page and in reports."),
            "population": _("For figures per inhabitant. Leave empty if it has none."),
            "accent_colour": _("Write it as # and six digits. White text must be readable on it."),
        }

    def clean_name(self) -> str:
        """Return the name in one line."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_accent_colour(self) -> str:
        """Refuse a colour that white text cannot be read on."""
        colour: str = self.cleaned_data["accent_colour"].lower()
        if colour and not COLOUR.fullmatch(colour):
            raise ValidationError(_("Write the colour as # and six digits, such as #1b5e44."))
        if colour and readable_colour(colour) != colour:
            message = _("White text on %(colour)s is hard to read. Choose a darker colour, such as %(ours)s.")
            raise ValidationError(message, params={"colour": colour, "ours": OWN_GREEN})
        return colour

    def clean_logo_picture(self) -> bytes | None:
        """Turn the uploaded file into our own PNG; what is no picture is an error at the field."""
        upload: IO[bytes] | None = self.cleaned_data["logo_picture"]
        if upload is None:
            return None
        try:
            return read_logo(upload)
        except DomainError as error:
            raise ValidationError(str(error)) from error
