"""What holds for every template, so that pages pass the Content-Security-Policy and components can be found."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
SPRITE = Path(settings.BASE_DIR) / "static" / "images" / "icons.svg"
FORBIDDEN = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=|<style", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\s(?:src|type=\"application/json\"))", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"=\s*[\"']?javascript:", re.IGNORECASE),
    "another site": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_template_compiles_and_passes_the_policy(path: Path) -> None:
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    get_template(name_of(path))
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=name_of)
def test_component_says_what_it_is_and_takes(path: Path) -> None:
    assert re.match(r"\{% comment %\}\s*\S.{20,}?\{% endcomment %\}", path.read_text(encoding="utf-8"), re.DOTALL)


def test_included_components_exist() -> None:
    included = {name for path in PAGES for name in re.findall(r'include "(components/[^"]+)"', path.read_text("utf-8"))}

    assert sorted(name for name in included if not (TEMPLATES / name).exists()) == []


def test_icons_that_pages_name_are_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    asked_for = r'icon\.html" with name="([^"]+)"|\bicon="([^"]+)"'
    pairs = [pair for path in PAGES for pair in re.findall(asked_for, path.read_text(encoding="utf-8"))]
    named = {name for pair in pairs for name in pair if name}

    assert sorted(named - drawn) == []
    assert len(drawn) > 50
