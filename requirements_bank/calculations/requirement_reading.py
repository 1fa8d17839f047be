"""A requirement out of a mapping, as YAML, JSON or a row of a sheet gives it, together with everything wrong with it.

Format and rules: docs/bank_format.md. A problem's place is the requirement's code, its field the path of what is wrong
("variables.share.min").
"""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import pairwise

from foundation.problems import Problem
from requirements_bank.calculations.reading import Reader, each, read_file, source
from requirements_bank.calculations.requirement import (
    LANGUAGES,
    Area,
    Direction,
    DurationUnit,
    Effect,
    Evidence,
    Kind,
    Law,
    Level,
    Maturity,
    Measure,
    MeasureType,
    Period,
    Phase,
    Relations,
    RequirementContent,
    Source,
    SuggestedStep,
    Texts,
    Theme,
    Variable,
    VariableType,
)
from requirements_bank.calculations.wording import NUMBERS, PLACE, variables_in

FIELDS = frozenset(known.name for known in fields(RequirementContent)) - {"maturity", "market_note"} | {"market"}
COUNTRIES = ("NO", "SE", "DK", "FI", "IS")
REVIEW_MONTHS = 18
FEWEST_CHECKS, MOST_CHECKS = 2, 6


def read_requirement(
    said: object, *, languages: Collection[str] = LANGUAGES, place: str = ""
) -> tuple[RequirementContent | None, list[Problem]]:
    """Return the requirement and its problems; None where it has errors.

    `languages` are the ones that every text must have; others are kept. `place` names the source until a code is known.
    """
    return read_file(said, _content, languages=languages, place=place, not_one="not_a_requirement")


def _content(reader: Reader, said: Mapping[str, object]) -> RequirementContent:
    for key in sorted(set(said) - FIELDS):
        reader.wrong("unknown_field", key)
    valid_from = reader.day(said.get("valid_from"), "valid_from")
    if valid_from is None:
        reader.wrong("missing_text", "valid_from")
        valid_from = date.min
    variables = _variables(reader, reader.table(said.get("variables"), "variables"))
    wording = reader.texts(said.get("wording"), "wording")
    _check_places(reader, wording, variables)
    variables = _as_they_come(variables, wording)
    measure = _measure(reader, said.get("measure"), variables)
    market = reader.table(said.get("market"), "market")
    return RequirementContent(
        code=reader.text(said, "code"),
        version=reader.whole(said.get("version", 1), "version"),
        kind=reader.word(Kind, said.get("kind"), "kind"),
        level=reader.word(Level, said.get("level"), "level"),
        phase=reader.word(Phase, said.get("phase"), "phase"),
        area=reader.word(Area, said.get("area"), "area"),
        topic=reader.text(said, "topic"),
        themes=reader.words(Theme, said.get("themes"), "themes"),
        categories=reader.codes(said.get("categories"), "categories"),
        cpv=reader.codes(said.get("cpv"), "cpv"),
        countries=_countries(reader, said.get("countries")),
        valid_from=valid_from,
        review_on=reader.day(said.get("review_on"), "review_on") or months_after(valid_from, REVIEW_MONTHS),
        title=reader.texts(said.get("title"), "title"),
        wording=wording,
        variables=variables,
        motive=reader.texts(said.get("motive"), "motive"),
        proof=reader.texts(said.get("proof"), "proof"),
        evidence=reader.words(Evidence, said.get("evidence"), "evidence"),
        follow_up=reader.texts(said.get("follow_up"), "follow_up"),
        checklist=_checklist(reader, said.get("checklist")),
        maturity=reader.word(Maturity, market.get("maturity"), "market.maturity"),
        market_note=reader.texts(market.get("note"), "market.note"),
        law=each(reader, said.get("law"), "law", _law),
        sources=each(reader, said.get("sources"), "sources", _dated_source),
        relations=_relations(reader, reader.table(said.get("relations"), "relations")),
        measure=measure,
        staircase=_staircase(reader, said.get("staircase"), measure, variables),
        effect=_effect(reader, reader.table(said.get("effect"), "effect")) if said.get("effect") else None,
    )


def variables_of(said: Mapping[str, object]) -> Mapping[str, Variable]:
    """Return the variables of a draft as far as they make sense, for showing what its wording would say."""
    reader = Reader(place="", languages=())
    return _variables(reader, reader.table(said.get("variables"), "variables"))


def months_after(day: date, months: int) -> date:
    """Return the day so many months later, the month's last day where it has no such day.

    >>> months_after(date(2024, 8, 31), 18)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def _countries(reader: Reader, found: object) -> tuple[str, ...]:
    countries = reader.codes(found, "countries")
    for country in countries:
        if country not in COUNTRIES:
            reader.wrong("unknown_word", "countries", text=country, words=", ".join(COUNTRIES))
    if not countries:
        reader.wrong("missing_text", "countries")
    return countries


def _variables(reader: Reader, said: Mapping[str, object]) -> Mapping[str, Variable]:
    return {
        name: _variable(reader, name, reader.table(entry, f"variables.{name}"), f"variables.{name}.")
        for name, entry in said.items()
        if _is_name(reader, name)
    }


def _as_they_come(variables: Mapping[str, Variable], wording: Texts) -> Mapping[str, Variable]:
    """Return the variables in the order of the wording: what is stored as JSON keeps none of its own."""
    known = [language for language in (*LANGUAGES, *sorted(set(wording) - set(LANGUAGES))) if language in wording]
    places = [name for language in known for name in variables_in(wording[language])]
    return {name: variables[name] for name in dict.fromkeys([*places, *sorted(variables)]) if name in variables}


def _is_name(reader: Reader, name: str) -> bool:
    known = PLACE.fullmatch("{" + name + "}") is not None
    if not known:
        reader.wrong("not_a_name", f"variables.{name}")
    return known


def _variable(reader: Reader, name: str, said: Mapping[str, object], path: str) -> Variable:
    kind = reader.word(VariableType, said.get("type"), f"{path}type")
    low, high = (reader.number(said.get(bound), f"{path}{bound}") for bound in ("min", "max"))
    unit = str(said.get("unit") or "")
    if kind is VariableType.DURATION:
        unit = reader.word(DurationUnit, said.get("unit"), f"{path}unit").value
    options = None
    if kind is VariableType.CHOICE:
        found = reader.table(said.get("options"), f"{path}options")
        options = {code: reader.texts(texts, f"{path}options.{code}") for code, texts in found.items()}
        if not options:
            reader.wrong("missing_text", f"{path}options")
    if low is not None and high is not None and low > high:
        reader.wrong("bounds_cross", path.rstrip("."), low=low, high=high)
    default = _default(reader, kind, said.get("default"), f"{path}default")
    variable = Variable(name, kind, reader.texts(said.get("names"), f"{path}names"), default, unit, low, high, options)
    if isinstance(default, Decimal):
        _check_bounds(reader, variable, default, f"{path}default")
    if isinstance(default, str) and default not in (options or {}):
        reader.wrong("not_an_option", f"{path}default", text=default)
    return variable


def _default(reader: Reader, kind: VariableType, found: object, path: str) -> Decimal | date | str | None:
    if found is None:
        return None
    if kind is VariableType.DATE:
        return reader.day(found, path)
    return reader.number(found, path) if kind in NUMBERS else str(found)


def _check_bounds(reader: Reader, variable: Variable, number: Decimal, path: str) -> None:
    if variable.low is not None and number < variable.low:
        reader.wrong("below_bound", path, value=number, bound=variable.low)
    if variable.high is not None and number > variable.high:
        reader.wrong("above_bound", path, value=number, bound=variable.high)


def _check_places(reader: Reader, wording: Texts, variables: Mapping[str, Variable]) -> None:
    """Every variable of every wording is declared, and each wording uses all that are declared."""
    for language, text in wording.items():
        named = set(variables_in(text))
        for name in sorted(named - set(variables)):
            reader.wrong("variable_not_declared", f"wording.{language}", name=name)
        for name in sorted(set(variables) - named):
            reader.wrong("variable_not_used", f"wording.{language}", name=name)
        if PLACE.sub("", text).count("{") or PLACE.sub("", text).count("}"):
            reader.wrong("stray_brace", f"wording.{language}")


def _measure(reader: Reader, found: object, variables: Mapping[str, Variable]) -> Measure | None:
    if found is None:
        return None
    said = reader.table(found, "measure")
    kind = reader.word(MeasureType, said.get("type"), "measure.type")
    is_number = kind is not MeasureType.YES_NO
    threshold = said.get("threshold")
    if isinstance(threshold, str) and threshold in variables and variables[threshold].type in NUMBERS:
        limit: str | Decimal | None = threshold
    else:
        limit = reader.number(threshold, "measure.threshold")
    if is_number and limit is None:
        reader.wrong("missing_text", "measure.threshold")
    return Measure(
        type=kind,
        what=reader.texts(said.get("what"), "measure.what"),
        period=reader.word(Period, said.get("period"), "measure.period"),
        unit=str(said.get("unit") or ("%" if kind is MeasureType.PERCENT else "")),
        direction=reader.word(Direction, said.get("direction"), "measure.direction") if is_number else None,
        threshold=limit if is_number else None,
    )


def _staircase(
    reader: Reader, found: object, measure: Measure | None, variables: Mapping[str, Variable]
) -> tuple[SuggestedStep, ...]:
    steps = []
    for position, entry in enumerate(reader.sequence(found, "staircase"), start=1):
        said, path = reader.table(entry, f"staircase.{position}"), f"staircase.{position}"
        threshold = reader.number(said.get("threshold"), f"{path}.threshold")
        if threshold is None:
            reader.wrong("missing_text", f"{path}.threshold")
            continue
        steps.append(SuggestedStep(reader.whole(said.get("month"), f"{path}.month"), threshold))
        if measure and isinstance(measure.threshold, str):
            _check_bounds(reader, variables[measure.threshold], threshold, f"{path}.threshold")
    if not steps:
        return ()
    if measure is None or measure.direction is None:
        reader.wrong("staircase_without_measure", "staircase")
        return ()
    sign = 1 if measure.direction is Direction.AT_LEAST else -1
    for earlier, later in pairwise(steps):
        if later.month <= earlier.month or sign * (later.threshold - earlier.threshold) <= 0:
            reader.wrong("steps_do_not_sharpen", "staircase", month=later.month)
    return tuple(steps)


def _checklist(reader: Reader, found: object) -> tuple[Texts, ...]:
    entries = reader.sequence(found, "checklist")
    if not FEWEST_CHECKS <= len(entries) <= MOST_CHECKS:
        reader.wrong("checklist_length", "checklist", fewest=FEWEST_CHECKS, most=MOST_CHECKS, found=len(entries))
    return tuple(reader.texts(entry, f"checklist.{position}") for position, entry in enumerate(entries, start=1))


def _law(reader: Reader, said: Mapping[str, object], path: str) -> Law:
    return Law(
        country=reader.text(said, "country", path),
        reference=reader.text(said, "reference", path),
        valid_from=reader.day(said.get("from"), f"{path}from"),
        valid_to=reader.day(said.get("until"), f"{path}until"),
        note=reader.texts(said.get("note"), f"{path}note"),
    )


def _dated_source(reader: Reader, said: Mapping[str, object], path: str) -> Source:
    if said.get("year") is None:
        reader.wrong("not_a_whole_number", f"{path}year", text="")
    return source(reader, said, path)


def _effect(reader: Reader, said: Mapping[str, object]) -> Effect:
    low, high = (reader.number(said.get(name), f"effect.{name}") for name in ("low", "high"))
    if low is None or high is None:
        reader.wrong("missing_text", "effect.low" if low is None else "effect.high")
    elif low > high:
        reader.wrong("bounds_cross", "effect", low=low, high=high)
    return Effect(
        low=low or Decimal(0),
        high=high or Decimal(0),
        unit=reader.text(said, "unit", "effect."),
        note=reader.texts(said.get("note"), "effect.note"),
        source=_dated_source(reader, reader.table(said.get("source"), "effect.source"), "effect.source."),
    )


def _relations(reader: Reader, said: Mapping[str, object]) -> Relations:
    names = ("replaces", "includes", "conflicts_with")
    for key in sorted(set(said) - set(names)):
        reader.wrong("unknown_field", f"relations.{key}")
    return Relations(*(reader.codes(said.get(name), f"relations.{name}") for name in names))
