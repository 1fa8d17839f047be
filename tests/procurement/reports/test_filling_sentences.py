"""Every problem of filling a procurement from a notice has its sentence, with nothing in it that is not told."""

import ast
from pathlib import Path
from string import Formatter

from procurement.reports.filling_sentences import TEXTS

APP = Path(__file__).resolve().parents[3] / "procurement"
MADE_IN = [*(APP / "calculations").glob("notice_*.py"), APP / "services" / "fill_from_notice.py"]
ALWAYS = {"place", "field"}


def told() -> dict[str, set[str]]:
    """Every code that is written out where a problem is made, with the values beside it."""
    found: dict[str, set[str]] = {}
    for path in MADE_IN:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"warned", "noticed"}:
                for code in [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]:
                    found.setdefault(str(code), set()).update(word.arg or "**" for word in node.keywords)
    return found


def test_every_problem_has_a_sentence_and_no_sentence_is_left_over() -> None:
    by_a_name = {"parts_stay", "groups_stay", "value_in_another_currency", "value_without_currency"}

    assert told().keys() | by_a_name == TEXTS.keys()


def test_a_sentence_names_only_what_is_told() -> None:
    for code, values in told().items():
        named = {name for _text, name, _spec, _conversion in Formatter().parse(TEXTS[code]) if name}
        assert "**" in values or named <= values | ALWAYS, code
