"""Documents are known by their content, kept with a title, and taken out with a reason."""

import zipfile
from io import BytesIO

import pytest

from foundation.changes.models import Change
from foundation.files.models import StoredFile
from organisations.models import Organisation
from procurement.importers import document_kind as kinds
from procurement.models import ProcurementDocument
from procurement.services.documents import add_document, remove_document
from procurement.services.locked_procurement import ProcurementNotPossibleError
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a plan"


def packed(*names: str, mimetype: bytes = b"") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Plan.PDF", PDF, "pdf"),
        ("plan.docx", PDF, None),
        ("plan.pdf", b"<html><script>", None),
        ("plan.docx", packed("word/document.xml"), "docx"),
        ("plan.docx", packed("word/document.xml", "word/vbaProject.bin"), None),
        ("plan.xlsx", packed("word/document.xml"), None),
        ("plan.docx", b"PK\x03\x04broken", None),
        ("plan.odt", packed("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        ("plan.ods", packed("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), None),
        ("plan.odt", packed("content.xml"), None),
        ("plan.zip", packed("a.txt"), None),
        ("plan.exe", b"MZ\x00\x01", None),
        ("prices.csv", b"a;b\n1;2", "csv"),
        ("notice.xml", b"<?xml version='1.0'?><a/>", "xml"),
        ("noending", PDF, None),
    ],
)
def test_a_kind_is_what_name_and_content_agree_on(name: str, content: bytes, kind: str | None) -> None:
    assert kinds.document_kind(BytesIO(content), name) == kind


def test_a_document_is_kept_under_its_title_or_the_name_of_its_file(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    add_document(procurement, stream=BytesIO(PDF), file_name="Plan 2027.pdf")
    add_document(
        procurement, stream=BytesIO(PDF), file_name="b.pdf", title="Bids", confidential_because="OSL 19 kap. 3 §"
    )

    kept = ProcurementDocument.objects.values_list("title", "confidential_because", "uploaded_by")
    assert list(kept) == [("Bids", "OSL 19 kap. 3 §", "Ada Ask"), ("Plan 2027", "", "Ada Ask")]
    assert StoredFile.objects.count() == 1  # the same bytes


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [(b"", "a.pdf", "is empty"), (b"MZ\x00", "a.pdf", "none of these kinds"), (PDF + b" " * 64, "a.pdf", "larger")],
)
def test_what_is_no_document_is_refused_and_nothing_kept(
    at_work_in_ekby: Organisation, monkeypatch: pytest.MonkeyPatch, content: bytes, name: str, sentence: str
) -> None:
    monkeypatch.setattr("procurement.services.documents.MOST_BYTES", 64)
    procurement = make_planned(at_work_in_ekby)

    with pytest.raises(ProcurementNotPossibleError, match=sentence):
        add_document(procurement, stream=BytesIO(content), file_name=name)
    assert not StoredFile.objects.exists()


def test_a_document_leaves_with_a_reason_alone(at_work_in_ekby: Organisation) -> None:
    document = add_document(make_planned(at_work_in_ekby), stream=BytesIO(PDF), file_name="Plan.pdf")
    with pytest.raises(ProcurementNotPossibleError, match="Say why"):
        remove_document(document, because="  ")
    remove_document(document, because="Wrong case")

    assert not ProcurementDocument.objects.exists()
    assert StoredFile.objects.exists()
    assert Change.objects.get(action="document_removed").summary["because"] == "Wrong case"
