"""What a notice says that a procurement does not know: its kind, its legal basis, and where the buyer sits."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from procurement.reports.eforms_notice import NoticeDetails, subtypes_of

_SUBTYPES = {
    "16": _("16 – contract notice, above the EU threshold"),
    "17": _("17 – contract notice, utilities"),
    "18": _("18 – contract notice, defence"),
    "N16": _("N16 – national, Norway"),
    "E3": _("E3 – voluntary, below the EU threshold"),
}
_LEGAL_BASES = {
    "32014L0024": _("Directive 2014/24/EU"),
    "32014L0025": _("Directive 2014/25/EU"),
    "32009L0081": _("Directive 2009/81/EC"),
    "other": _("Other: national law"),
}


class NoticeDetailsForm(forms.Form):
    """The rest of a notice; nothing of it is kept."""

    subtype = forms.ChoiceField(label=_("Notice subtype"), choices=list(_SUBTYPES.items()))
    legal_basis = forms.ChoiceField(label=_("Legal basis"), choices=list(_LEGAL_BASES.items()))
    city = forms.CharField(label=_("City of the buyer"), max_length=100)
    region = forms.RegexField(
        r"^[A-Z]{2}[0-9A-Z]{1,3}$",
        label=_("Region code (NUTS)"),
        max_length=5,
        help_text=_("Such as NO091 or SE232."),
        error_messages={"invalid": _("Write the region as a NUTS code, such as NO091 or SE232.")},
    )

    def __init__(self, country: str, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data)
        known = subtypes_of(country)
        self.fields["subtype"].choices = [each for each in _SUBTYPES.items() if each[0] in known]  # type: ignore[attr-defined]

    def details(self) -> NoticeDetails:
        """Return what was filled in; the notice gets an id of its own. The form must be valid."""
        said = {name: self.cleaned_data[name] for name in ("subtype", "legal_basis", "city", "region")}
        return NoticeDetails(notice_id=uuid4(), **said)

    def sentences(self) -> list[str]:
        """Return what is wrong, each with the name of its field."""
        return [f"{self.fields[name].label}: {' '.join(map(str, errors))}" for name, errors in self.errors.items()]
