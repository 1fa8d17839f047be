"""How the tender documents are to be made: in which language, by which Word template, with motives or without."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procurement.services.annexes import Making
from requirements_bank.forms.documents import OURS
from requirements_bank.models import DocumentTemplate
from requirements_bank.reports.requirements_document import document_words


class TenderDocumentsForm(forms.Form):
    """The choice; what makes no sense falls back to the usual. `making` is what to make by."""

    language = forms.ChoiceField(label=_("Language of the documents"), required=False)
    template = forms.ChoiceField(label=_("Word template"), required=False)
    motives = forms.BooleanField(label=_("Say why each requirement is asked"), required=False)

    def __init__(self, data: Any, templates: Sequence[DocumentTemplate]) -> None:  # noqa: ANN401 - what a request sends
        usual = next((str(template.uuid) for template in templates if template.is_default), OURS)
        self.usual = {"language": (get_language() or "nb").partition("-")[0], "template": usual}
        motives = {"motives": "on"} if data.get("motives") else {}
        super().__init__({**{name: data.get(name) or value for name, value in self.usual.items()}, **motives})
        self._templates = {str(template.uuid): template for template in templates}
        languages = [(code, words["language"]) for code, words in document_words().items()]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        own = [(str(template.uuid), template.name) for template in templates]
        self.fields["template"].choices = [*own, (OURS, _("Klimatrappa's own"))]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def making(self) -> Making:
        """What was chosen."""
        language = self.cleaned_data.get("language") or self.usual["language"]
        template = self._templates.get(self.cleaned_data.get("template") or self.usual["template"])
        known = language if language in document_words() else "nb"
        return Making(known, template, bool(self.cleaned_data.get("motives")))

    @property
    def chosen(self) -> dict[str, str]:
        """The choice as an address or a hidden field says it."""
        making = self.making
        said = {"language": making.language, "template": str(making.template.uuid) if making.template else OURS}
        return {**said, "motives": "on"} if making.with_motives else said

    @property
    def query(self) -> str:
        """The choice at the end of an address."""
        return urlencode(self.chosen)
