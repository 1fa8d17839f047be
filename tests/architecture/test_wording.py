"""What happens is told in words: every recorded change has a sentence, every kind of job has a name."""

import ast
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from django.utils import translation

from foundation.changes.models import Change
from foundation.changes.sentences import sentence_of, worded_kinds
from foundation.jobs.models import Job
from foundation.jobs.registry import known_work
from foundation.jobs.words import words_of

ROOT = Path(__file__).resolve().parents[2]
APPS = ("foundation", "organisations", "suppliers", "requirements_bank", "emissions", "procurement", "leadership")


@cache
def record_calls() -> list[tuple[str, dict[str, Any]]]:
    """Every call of record_change in the code, with the place and what is written out in it."""
    calls = []
    for path in (path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))):
        code = path.read_text(encoding="utf-8")
        module = ast.parse(code) if "record_change(" in code else ast.Module([], [])
        named = _constants(module)
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record_change":
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                calls.append((place, {word.arg: _written(word.value, named) for word in node.keywords if word.arg}))
    return calls


def _constants(module: ast.Module) -> dict[str, Any]:
    """What the names at the top of a module stand for, where it is written out."""
    return {
        name.id: each.value.value
        for each in module.body
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant)
        for name in each.targets
        if isinstance(name, ast.Name)
    }


def _written(node: ast.expr, named: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return named.get(node.id)
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        return {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return None


@pytest.mark.parametrize(
    ("place", "written"), record_calls(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_recorded_change_has_a_sentence(place: str, written: dict[str, Any]) -> None:
    kind, action = written.get("kind"), written.get("action")
    known = worded_kinds()

    assert kind in known, f"{place}: word the kind {kind!r} with register_changes in the app's ready()."
    if action is not None:
        assert action in known[kind].sentences, f"{place}: add a sentence for {action!r} to the wording of {kind!r}."


@pytest.mark.parametrize(
    ("place", "written"), record_calls(), ids=lambda value: value if isinstance(value, str) else ""
)
@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_a_sentence_asks_only_for_what_is_recorded(place: str, written: dict[str, Any], language: str) -> None:
    kind, action, summary = str(written.get("kind")), written.get("action"), written.get("summary")
    if not isinstance(summary, set) or action is None:
        return
    with translation.override(language):
        template = str(worded_kinds()[kind].sentences[action])
    asked = {field for _text, field, _format, _conversion in Formatter().parse(template) if field}

    assert asked <= summary, f"{place}: the sentence asks for {asked - summary}, which the change does not keep."


def test_a_change_that_nobody_worded_is_shown_all_the_same() -> None:
    assert sentence_of(Change(kind="other.thing", action="moved")) == "moved: other.thing"


def test_every_kind_of_job_has_a_name() -> None:
    ours = sorted(name for name in known_work() if not name.startswith("tests."))
    nameless = [name for name in ours if words_of(Job(name=name)).title == name]

    assert nameless == [], "Word these with register_job_words in the app's ready()."


def test_texts_are_marked_by_names_that_are_collected() -> None:
    """A text marked by another name of gettext is in no catalog, and stays English."""
    names = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
    found = [
        f"{path.relative_to(ROOT)}: {alias.name} as {alias.asname}"
        for app in (*APPS, "follow_up")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "gettext" in (code := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in names and alias.asname not in (None, "_")
    ]
    assert found == []
