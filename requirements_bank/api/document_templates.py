"""Word templates of an organisation's own."""

from typing import Any

from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from foundation.api.fields import WordsText
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from requirements_bank.api.baskets import READING, WRITING
from requirements_bank.models import DocumentTemplate
from requirements_bank.services.document_templates import upload_template


class DocumentTemplateOutput(serializers.ModelSerializer[DocumentTemplate]):
    """One template."""

    template = serializers.UUIDField(source="uuid")
    is_usual = serializers.BooleanField(source="is_default", help_text="Used unless another one is named.")
    file_name = serializers.CharField(source="file.name")
    file_sha256 = serializers.CharField(source="file.sha256")

    class Meta:
        model = DocumentTemplate
        fields = [
            "template", "name", "kind", "is_usual", "file_name", "file_sha256", "uploaded_by", "uploaded_at",
        ]  # fmt: skip
        read_only_fields = fields


class DocumentTemplateInput(Input):
    """A Word file without macros, at most 4 MB."""

    file = serializers.FileField(help_text="A Word document (.docx).", allow_empty_file=True)
    name = WordsText(max_length=200, required=False)


class DocumentTemplatesView(ClientView):
    """The templates of an organisation."""

    needs = {"GET": READING, "POST": WRITING}
    parser_classes = (MultiPartParser,)

    @operation("List document templates", output=DocumentTemplateOutput, many=True)
    def get(self) -> Response:
        """The newest first, without those that were removed."""
        found = DocumentTemplate.objects.filter(organisation=self.organisation, removed_at=None)
        return self.page(NewestFirst(found.select_related("file")), DocumentTemplateOutput)

    @operation("Hand over a document template", output=DocumentTemplateOutput, status=201, body=DocumentTemplateInput)
    def post(self) -> Response:
        """The file is tried before it is kept; what keeps it from being used is told in sentences."""
        sent: Any = self.sent["file"]
        made = upload_template(
            organisation=self.organisation, stream=sent, file_name=sent.name or "", name=self.sent.get("name", "")
        )
        return Response(DocumentTemplateOutput(made).data, status=201)
