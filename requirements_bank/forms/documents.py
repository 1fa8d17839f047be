"""How a document of a basket is to be made, and templates that somebody hands over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.files.forms import UploadForm
from requirements_bank.models import DocumentTemplate
from requirements_bank.reports.requirements_document import document_words
from requirements_bank.services.documents import EVERYTHING, FOR_TENDERERS

OURS = "klimatrappa"


class DocumentForm(forms.Form):
    """The language of a document, and the template of a Word document. What makes no sense falls back to the usual."""

    language = forms.ChoiceField(label=_("Language of the documents"), required=False)
    template = forms.ChoiceField(label=_("Word template"), required=False)
    parts = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            (EVERYTHING, _("For us: everything, with follow-up and checklists")),
            (FOR_TENDERERS, _("For tenderers: without how we follow up")),
        ],
        required=False,
    )
    steps = forms.ChoiceField(
        label=_("Requirements that rise in steps"),
        choices=[("yes", _("With their steps")), ("no", _("Without steps: the level in the text applies throughout"))],
        required=False,
    )

    def __init__(self, data: Any, templates: Sequence[DocumentTemplate]) -> None:  # noqa: ANN401 - what a request sends
        usual = next((str(template.uuid) for template in templates if template.is_default), OURS)
        self.usual = {"language": get_language() or "nb", "template": usual, "parts": EVERYTHING, "steps": "yes"}
        super().__init__({name: data.get(name) or value for name, value in self.usual.items()})
        languages = [(code, words["language"]) for code, words in document_words().items()]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        own = [(str(template.uuid), template.name) for template in templates]
        self.fields["template"].choices = [*own, (OURS, _("Klimatrappa's own"))]  # type: ignore[attr-defined]
        self._templates = {str(template.uuid): template for template in templates}
        self.is_valid()

    @property
    def chosen_language(self) -> str:
        """The language that was chosen."""
        return str(self.cleaned_data.get("language") or self.usual["language"])

    @property
    def chosen_template(self) -> DocumentTemplate | None:
        """The template that was chosen; None for ours."""
        return self._templates.get(str(self.cleaned_data.get("template") or self.usual["template"]))

    @property
    def chosen_parts(self) -> str:
        """EVERYTHING or FOR_TENDERERS."""
        return str(self.cleaned_data.get("parts") or EVERYTHING)

    @property
    def with_steps(self) -> bool:
        """Whether the steps stand in it."""
        return self.cleaned_data.get("steps") != "no"


class TemplateForm(UploadForm):
    """A Word template of the organisation's own."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("The name of the file, unless you say something else."),
    )
    field_order = ("name", "file")
