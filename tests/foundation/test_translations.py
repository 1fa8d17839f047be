import ast
import json
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from foundation.translations.catalogs import (
    LANGUAGES,
    catalog_path,
    compile_catalogs,
    filled,
    missing,
    read_catalog,
    updated,
    with_other_placeholders,
    write_catalog,
)
from foundation.translations.extraction import extracted

ROOT = Path(settings.BASE_DIR)


def string_of(catalog: Catalog, text: str) -> object:
    message = catalog.get(text)
    return message and message.string


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with texts in code, in a template and in a marked sentence."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}<p>\n   {% translate 'Sign in' %}\n{% blocktranslate count n=n %}{{ n }} line"
        "{% plural %}{{ n }} lines{% endblocktranslate %}\n      {% translate 'May' context 'month' %}</p>",
        encoding="utf-8",
    )
    (tmp_path / "app" / "texts.py").write_text(
        "TITLE = _('Accounts')\nSENTENCE = translatable('Row {row} is wrong.')\n",
        encoding="utf-8",
    )
    (tmp_path / "app" / "plain.html").write_text("{% translate 'no template' %}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_a_translation(template: Catalog, language: str) -> None:
    assert missing(updated(read_catalog(ROOT, language), template)) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_carry_the_same_placeholders(template: Catalog, language: str) -> None:
    assert with_other_placeholders(updated(read_catalog(ROOT, language), template)) == []


def test_no_text_to_translate_hides_in_a_formatted_string() -> None:
    """The catalogs are made by reading strings, and what stands within another is not read."""
    code = [path for package in ROOT.glob("*/__init__.py") for path in package.parent.rglob("*.py")]
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in code
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "gettext", "ngettext", "pgettext"}
    ]

    assert len(code) > 1_000
    assert hidden == []


def test_texts_are_found_in_code_templates_and_marked_sentences(project: Path) -> None:
    assert missing(extracted(project)) == {
        "Accounts": "",
        "Row {row} is wrong.": "",
        "Sign in": "",
        "%(n)s line": ["", ""],
        "month\u0004May": "",
    }


def test_translations_are_merged_and_unknown_texts_named(project: Path) -> None:
    catalog = updated(read_catalog(project, "nb"), extracted(project))

    unknown = filled(catalog, {"Sign in": "Logg inn", "%(n)s line": ["%(n)s linje", "%(n)s linjer"], "Gone": "Borte"})

    assert unknown == ["Gone"]
    assert set(missing(catalog)) == {"Accounts", "Row {row} is wrong.", "month\u0004May"}


def test_translation_survives_while_its_text_is_gone(project: Path) -> None:
    catalog = updated(read_catalog(project, "nb"), extracted(project))
    filled(catalog, {"Accounts": "Regnskap"})
    write_catalog(project, "nb", catalog)
    code = (project / "app" / "texts.py").read_text(encoding="utf-8")

    (project / "app" / "texts.py").write_text("", encoding="utf-8")
    write_catalog(project, "nb", updated(read_catalog(project, "nb"), extracted(project)))
    (project / "app" / "texts.py").write_text(code, encoding="utf-8")
    again = updated(read_catalog(project, "nb"), extracted(project))

    assert string_of(again, "Accounts") == "Regnskap"


def test_catalog_is_written_the_same_twice(project: Path) -> None:
    for _again in range(2):
        write_catalog(project, "nb", updated(read_catalog(project, "nb"), extracted(project)))
        content = catalog_path(project, "nb").read_text(encoding="utf-8")
    first = content

    write_catalog(project, "nb", updated(read_catalog(project, "nb"), extracted(project)))

    assert catalog_path(project, "nb").read_text(encoding="utf-8") == first
    assert "Date" not in first


@pytest.mark.parametrize(
    ("text", "translation"),
    [("Row {row} is wrong.", "Rad {rad} er feil."), ("Row {row} is wrong.", "Raden er feil."), ("Accounts", "{navn}")],
)
def test_other_placeholders_are_found(project: Path, text: str, translation: str) -> None:
    catalog = updated(read_catalog(project, "nb"), extracted(project))
    filled(catalog, {text: translation})

    assert with_other_placeholders(catalog) == [text]


def test_singular_may_leave_out_the_number(project: Path) -> None:
    catalog = updated(read_catalog(project, "nb"), extracted(project))
    filled(catalog, {"%(n)s line": ["én linje", "%(n)s linjer"]})

    assert with_other_placeholders(catalog) == []


def test_only_changed_catalogs_are_compiled(project: Path) -> None:
    for language in LANGUAGES:
        write_catalog(project, language, updated(read_catalog(project, language), extracted(project)))

    assert [path.parts[-3] for path in compile_catalogs(project)] == list(LANGUAGES)
    assert compile_catalogs(project) == []


def test_command_prints_what_is_missing_as_json_to_fill_in(
    project: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BASE_DIR = project

    call_command("collect_translations", missing="sv")

    assert json.loads(capsys.readouterr().out)["Sign in"] == ""


def test_command_merges_a_file_of_translations(
    project: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BASE_DIR = project
    file = project / "sv.json"
    file.write_text(json.dumps({"Sign in": "Logga in"}), encoding="utf-8")

    call_command("collect_translations", add=["sv", str(file)])

    assert string_of(read_catalog(project, "sv"), "Sign in") == "Logga in"
    assert "sv: 5 texts, 4 without translation" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "content"), [("de", "{}"), ("sv", "not json")])
def test_command_refuses_what_it_cannot_use(project: Path, settings: Settings, language: str, content: str) -> None:
    settings.BASE_DIR = project
    file = project / "x.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError):
        call_command("collect_translations", add=[language, str(file)])
