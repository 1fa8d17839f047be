"""A basket as a document."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from foundation.api.fields import YesOrNo
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.problem_details import PROBLEM_JSON
from foundation.api.schema import ProblemOutput
from foundation.api.views import GivesFile
from foundation.downloads import plain_name, saved_as
from foundation.errors import NotFoundError
from requirements_bank.api.baskets import READING, BasketDetail, BasketView
from requirements_bank.models import DocumentTemplate
from requirements_bank.queries.document_templates import template_called, usual_template
from requirements_bank.reports.requirements_document import document_words
from requirements_bank.services.documents import (
    DOCUMENT_TYPES,
    EVERYTHING,
    FOR_TENDERERS,
    basket_as_document,
    file_of,
)

OURS = "klimatrappa"


class DocumentParameters(Parameters):
    """How the document is made."""

    language = serializers.ChoiceField(
        choices=list(document_words()),
        required=False,
        help_text="Of the document; the one that Accept-Language asks for unless named.",
    )
    parts = serializers.ChoiceField(
        choices=[EVERYTHING, FOR_TENDERERS],
        required=False,
        help_text="For tenderers it says nothing of how the buyer follows up; everything unless asked for.",
    )
    steps = YesOrNo(required=False, help_text="Whether the suggested steps stand in it; they do unless left out.")
    template = serializers.CharField(
        required=False, max_length=40, help_text="Of a Word document: the id of a template, or klimatrappa for ours."
    )


class BasketDocumentView(GivesFile, BasketView):
    """A basket as a file."""

    needs = {"GET": READING}

    @extend_schema(
        responses={
            **{(200, kind): OpenApiTypes.BINARY for kind in DOCUMENT_TYPES.values()},
            (422, PROBLEM_JSON): ProblemOutput,
        }
    )
    @operation("Read a basket as a document", output=BasketDetail, parameters=DocumentParameters)
    def get(self, basket: UUID, kind: str) -> Any:  # noqa: ANN401, ARG002 - a file; looked up already
        """Word (docx), PDF (pdf) or Excel (xlsx): numbered clauses, values filled in, an annex of codes and versions.

        Variables that are not filled in stand in brackets.
        """
        if kind not in DOCUMENT_TYPES:
            raise Http404
        template = self._template()
        language = self.asked.get("language") or get_language() or "nb"
        document = basket_as_document(
            self.basket,
            self.organisation,
            language,
            parts=self.asked.get("parts", EVERYTHING),
            with_steps=self.asked.get("steps", True),
        )
        content = file_of(document, self.organisation, kind, template)
        name = plain_name(self.organisation.name, self.basket.name)
        return saved_as(f"{name}.{kind}", content, DOCUMENT_TYPES[kind])

    def _template(self) -> DocumentTemplate | None:
        asked = self.asked.get("template")
        if asked is None:
            return usual_template(self.organisation)
        if asked == OURS:
            return None
        try:
            found = template_called(self.organisation, UUID(asked))
        except ValueError:
            found = None
        if found is None:
            raise NotFoundError(_("There is no such template. Ask for the list of document templates."))
        return found
