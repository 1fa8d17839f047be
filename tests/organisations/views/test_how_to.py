"""How-to pages: there for everybody, in every language, and no HTML from their files goes through."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from foundation import how_to
from foundation.how_to import how_to_page, how_to_pages, register_how_to

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_every_language(language: str) -> None:
    pages = how_to_pages(language)

    assert {page.language for page in pages} == {language}
    assert [page.name for page in how_to_pages("en")]
    assert {page.name for page in pages} == {page.name for page in how_to_pages("en")}
    assert all(page.title and not page.title.startswith("#") for page in pages)


@pytest.mark.django_db
def test_a_page_is_read_without_signing_in(client: Client) -> None:
    answer = client.get("/how-to/bring-your-accounts/", headers={"accept-language": "sv"})

    assert "<h1>Lämna in bokföringen</h1>" in answer.content.decode()
    assert client.get("/how-to/").status_code == 200
    assert client.get("/how-to/no-such-page/").status_code == 404


def test_html_stays_text_and_a_missing_language_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(how_to, "_FOLDERS", [])
    (tmp_path / "try_it.en.md").write_text("# Try it\n\n<script>alert(1)</script> *now*\n", encoding="utf-8")
    register_how_to(tmp_path)

    page = how_to_page("try-it", "nb")

    assert page
    assert (page.title, page.language) == ("Try it", "en")
    assert page.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; <em>now</em></p>\n"
