"""Everything that a version says as one text per field, to compare versions, drafts and requirements with each other.

A draft may lack or misspell anything: what cannot be read is shown as it stands, and never stops the page.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import figures
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.wording import PLACE
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import (
    AREAS,
    DIRECTIONS,
    DURATION_UNITS,
    EVIDENCES,
    KINDS,
    LEVELS,
    MATURITIES,
    PERIODS,
    PHASES,
    THEMES,
    VARIABLE_TYPES,
    Words,
    country_name,
)
from requirements_bank.reports.effect_words import with_unit
from requirements_bank.reports.problem_words import FIELDS

Said = Mapping[str, Any]
RELATIONS: Words = {
    "replaces": gettext_lazy("Replaces"),
    "includes": gettext_lazy("Includes"),
    "conflicts_with": gettext_lazy("Conflicts with"),
}


def field_texts(said: Said, language: str) -> dict[str, str]:
    """Return by field what the version says to a reader of `language`; a field that says nothing is empty."""
    return {name: worded(said, language).strip() for name, worded in _FIELDS.items()}


def field_name(key: str) -> str | Promise:
    """Return what a field is called."""
    return FIELDS[key]


def _text(name: str) -> Callable[[Said, str], str]:
    return lambda said, language: _in(said.get(name), language)


def _plainly(name: str) -> Callable[[Said, str], str]:
    return lambda said, _language: str(said.get(name) or "")


def _word(name: str, words: Words) -> Callable[[Said, str], str]:
    return lambda said, _language: _called(words, said.get(name))


def _words(name: str, words: Words | Callable[[str], str]) -> Callable[[Said, str], str]:
    def texts(said: Said, _language: str) -> str:
        call = words if callable(words) else lambda code: _called(words, code)
        return ", ".join(call(str(code)) for code in _list(said.get(name)))

    return texts


def _lines(name: str, worded: Callable[[Said, str], str]) -> Callable[[Said, str], str]:
    def texts(said: Said, language: str) -> str:
        return "\n".join(worded(entry, language) for entry in _list(said.get(name)) if isinstance(entry, Mapping))

    return texts


def _wording(said: Said, language: str) -> str:
    variables = _table(said.get("variables"))

    def named(place: Any) -> str:  # noqa: ANN401 - a match
        return f"[{_in(_table(variables.get(place[1])).get('names'), language) or place[1]}]"

    return PLACE.sub(named, _in(said.get("wording"), language))


def _variables(said: Said, language: str) -> str:
    return "\n".join(_variable(name, _table(entry), language) for name, entry in _table(said.get("variables")).items())


def _variable(name: str, said: Said, language: str) -> str:
    parts = [_called(VARIABLE_TYPES, said.get("type")).lower()]
    unit = _called(DURATION_UNITS, said.get("unit"))
    if said.get("min") is not None or said.get("max") is not None:
        low, high = (_plain(said.get(bound), language) for bound in ("min", "max"))
        parts.append(f"{low}–{high}")
    if unit:
        parts.append(unit)
    options = _table(said.get("options"))
    if options:
        parts.append(" / ".join(_in(texts, language) or code for code, texts in options.items()))
    if said.get("default") is not None:
        default = str(said["default"])
        chosen = _in(options.get(default), language) or _plain(default, language)
        parts.append(_("suggested %(value)s") % {"value": chosen})
    return f"{_in(said.get('names'), language) or name}: {', '.join(part for part in parts if part)}"


def _measure(said: Said, language: str) -> str:
    measure = _table(said.get("measure"))
    if not measure:
        return ""
    variables = _table(said.get("variables"))
    limit = measure.get("threshold")
    if isinstance(limit, str) and limit in variables:
        unit = "" if measure.get("type") == "percent" else str(measure.get("unit") or "")
        shown = f"[{_in(_table(variables[limit]).get('names'), language) or limit}]"
    else:
        unit = "%" if measure.get("type") == "percent" else str(measure.get("unit") or "")
        shown = _plain(limit, language)
    how = " ".join(filter(None, (_called(DIRECTIONS, measure.get("direction")), shown, unit)))
    return f"{how} {_called(PERIODS, measure.get('period'))}: {_in(measure.get('what'), language)}".strip(" :")


def _step(said: Said, language: str) -> str:
    values = {"month": said.get("month"), "threshold": _plain(said.get("threshold"), language)}
    return _("Month %(month)s: %(threshold)s") % values


def _market(said: Said, language: str) -> str:
    market = _table(said.get("market"))
    return "\n".join(filter(None, (_called(MATURITIES, market.get("maturity")), _in(market.get("note"), language))))


def _law(said: Said, language: str) -> str:
    country = country_name(str(said.get("country") or ""))
    days = f"{said.get('from') or '…'} – {said.get('until') or '…'}"
    return f"{country}, {said.get('reference') or ''} ({days}): {_in(said.get('note'), language)}"


def _effect(said: Said, language: str) -> str:
    effect = _table(said.get("effect"))
    if not effect:
        return ""
    low, high = _plain(effect.get("low"), language), _plain(effect.get("high"), language)
    figure = low if low == high else f"{low}–{high}"
    note, source = _in(effect.get("note"), language), _source(_table(effect.get("source")), language)
    rises = any(str(effect.get(bound)).startswith("-") for bound in ("low", "high"))
    figure = with_unit(figure, str(effect.get("unit") or ""), language, falls=not rises)
    return f"{figure}. {note}\n{source}".strip()


def _source(said: Said, _language: str) -> str:
    return ", ".join(str(said[name]) for name in ("title", "publisher", "year") if said.get(name))


def _relations(said: Said, _language: str) -> str:
    relations = _table(said.get("relations"))
    lines = ((_called(RELATIONS, kind), ", ".join(map(str, _list(relations.get(kind))))) for kind in RELATIONS)
    return "\n".join(f"{kind}: {codes}" for kind, codes in lines if codes)


def _in(texts: object, language: str) -> str:
    known = {str(name): str(text) for name, text in _table(texts).items() if text}
    return text_in(known, language)


def _called(words: Words, code: object) -> str:
    return str(words.get(str(code), code)) if code else ""


def _plain(value: object, language: str) -> str:
    try:
        return figures.plain(str(value), language) if value is not None else "…"
    except (ArithmeticError, ValueError):
        return str(value)


def _list(found: object) -> Iterable[object]:
    return found if isinstance(found, list | tuple) else ()


def _table(found: object) -> Said:
    return found if isinstance(found, Mapping) else {}


_FIELDS: Mapping[str, Callable[[Said, str], str]] = {
    "title": _text("title"),
    "kind": _word("kind", KINDS),
    "level": _word("level", LEVELS),
    "phase": _word("phase", PHASES),
    "wording": _wording,
    "variables": _variables,
    "measure": _measure,
    "staircase": _lines("staircase", _step),
    "motive": _text("motive"),
    "proof": _text("proof"),
    "evidence": _words("evidence", EVIDENCES),
    "follow_up": _text("follow_up"),
    "checklist": _lines("checklist", _in),
    "market": _market,
    "law": _lines("law", _law),
    "effect": _effect,
    "sources": _lines("sources", _source),
    "relations": _relations,
    "area": _word("area", AREAS),
    "topic": _plainly("topic"),
    "themes": _words("themes", THEMES),
    "categories": _words("categories", category_name),
    "cpv": _words("cpv", str),
    "countries": _words("countries", country_name),
    "valid_from": _plainly("valid_from"),
    "review_on": _plainly("review_on"),
}
