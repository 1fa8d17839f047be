"""A requirement or an example on one page, to hand to a colleague or pin to a wall.

A sheet is made at several lengths; the fullest that fits on the page is taken. What is cut ends with a sentence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

from django.utils.translation import override

from foundation import figures
from requirements_bank.calculations.requirement import Effect, Measure, RequirementContent, Source
from requirements_bank.calculations.shortening import shortened
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.wording import Segment, Value
from requirements_bank.models import RequirementVersion, State
from requirements_bank.reports.code_words import EVIDENCES, KINDS, LEVELS
from requirements_bank.reports.effect_words import effect_in_words
from requirements_bank.reports.example_words import ShownExample, Told
from requirements_bank.reports.requirement_words import ShownRequirement, shown
from requirements_bank.reports.step_rule import step_rule, stepped_variable
from requirements_bank.reports.tip_sheet_words import code_in_words, day_in_words, pages_language, sheet_words

MOST_SOURCES = 4


@dataclass(frozen=True, slots=True)
class Length:
    """How much of a sheet there is: most letters of a text, points of a checklist, and how dense it is set.

    A sheet with more letters than `room` is not worth trying at this length.
    """

    letters: int
    wording: int
    points: int
    density: str
    room: float = inf


LENGTHS = (
    Length(10_000, 10_000, 6, "airy", room=1_300),
    Length(10_000, 10_000, 6, "roomy", room=3_500),
    Length(10_000, 10_000, 6, "dense"),
    Length(420, 10_000, 5, "dense"),
    Length(300, 1_400, 4, "dense"),
    Length(200, 900, 3, "dense"),
    Length(140, 500, 2, "dense"),
)


@dataclass(frozen=True, slots=True)
class SheetStep:
    """A step that the requirement suggests: when, and what is asked then."""

    when: str
    asked: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sheet: its heading, its text, and points below it."""

    heading: str
    text: str
    points: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class TipSheet:
    """What a sheet says at one length, in one language."""

    language: str
    kicker: str
    title: str
    mark: str
    lead_heading: str
    lead: tuple[Segment, ...]
    parts: tuple[Part, ...]
    steps_heading: str
    steps: tuple[SheetStep, ...]
    steps_rule: str
    sources_heading: str
    sources: tuple[str, ...]
    origin: str
    density: str
    cut: str = ""


def requirement_sheets(
    version: RequirementVersion, language: str, values: Mapping[str, Value] | None = None
) -> Iterable[TipSheet]:
    """Return the sheets of a requirement in this language, the fullest first; `values` fill its wording."""
    filled = shown(version, values=values, language=language)
    marked = replace(filled, wording=_with_sample(filled, values or {}))
    return _worth_trying(lambda length: _requirement_sheet(marked, length))


def example_sheets(example: ShownExample, linked: Iterable[ShownRequirement]) -> Iterable[TipSheet]:
    """Return the sheets of an example, the fullest first; whom to ask stands on none, since they are passed on."""
    requirements = tuple(f"{each.code} {each.title}" for each in linked)
    return _worth_trying(lambda length: _example_sheet(example, requirements, length))


def _worth_trying(sheet: Callable[[Length], TipSheet]) -> Iterator[TipSheet]:
    """Yield the sheets from the first that has a chance to fit: laying one out takes long."""
    fullest = sheet(LENGTHS[0])
    letters = sum(len(segment.text) for segment in fullest.lead)
    letters += sum(len(part.text) + sum(map(len, part.points)) for part in fullest.parts)
    return (sheet(length) for length in LENGTHS if letters <= length.room)


def _requirement_sheet(filled: ShownRequirement, length: Length) -> TipSheet:
    content, language = filled.content, filled.language
    words = sheet_words(language)
    state = {State.RETIRED: words["retired"], State.PUBLISHED: ""}.get(State(filled.version.state), words["draft"])
    lead = _lead(filled.wording, length.wording)
    parts = _requirement_parts(content, language, length)
    full = _requirement_parts(content, language, LENGTHS[0])
    return TipSheet(
        language=language,
        kicker=" · ".join(
            (filled.code, code_in_words(LEVELS, content.level, language), code_in_words(KINDS, content.kind, language))
        ),
        title=filled.title,
        mark=state,
        lead_heading=words["says"],
        lead=lead,
        parts=parts,
        steps_heading=words["steps"],
        steps=tuple(_steps(content, language)),
        steps_rule=step_rule(content, language),
        sources_heading=words["sources"],
        sources=_sources(content.sources),
        origin=_origin(filled, language),
        density=length.density,
        cut=words["cut"] if parts != full or lead != filled.wording else "",
    )


def _with_sample(filled: ShownRequirement, values: Mapping[str, Value]) -> tuple[Segment, ...]:
    """Return the wording; a number that suggested steps would replace is marked as an example unless chosen."""
    name, sample = stepped_variable(filled.content), sheet_words(filled.language)["sample"]
    if not name or name in values:
        return filled.wording
    return tuple(
        replace(segment, text=f"{segment.text} ({sample})")
        if segment.variable == name and segment.is_filled
        else segment
        for segment in filled.wording
    )


def _requirement_parts(content: RequirementContent, language: str, length: Length) -> tuple[Part, ...]:
    words = sheet_words(language)
    evidence = ", ".join(code_in_words(EVIDENCES, kind, language) for kind in content.evidence)
    checklist = tuple(text_in(point, language) for point in content.checklist[: length.points])
    parts = [
        Part(words["why"], _short(text_in(content.motive, language), length)),
        Part(words["proof"], _short(text_in(content.proof, language), length), note=evidence),
        Part(words["follow_up"], _short(text_in(content.follow_up, language), length), checklist),
    ]
    if content.effect:
        parts.append(_effect(content.effect, language, length))
    return tuple(parts)


def _effect(effect: Effect, language: str, length: Length) -> Part:
    note = ", ".join(str(part) for part in (effect.source.publisher, effect.source.year) if part)
    text = f"{effect_in_words(effect, language)}. {_short(text_in(effect.note, language), length)}"
    return Part(sheet_words(language)["effect"], text, note=note)


def _steps(content: RequirementContent, language: str) -> Iterable[SheetStep]:
    words, measure = sheet_words(language), content.measure
    for step in content.staircase:
        when = words["start"] if not step.month else words["after"].format(month=step.month)
        yield SheetStep(when, _with_unit(figures.plain(step.threshold, language), measure))


def _with_unit(figure: str, measure: Measure | None) -> str:
    return f"{figure}{figures.NO_BREAK_SPACE}{measure.unit}" if measure and measure.unit else figure


def _origin(filled: ShownRequirement, language: str) -> str:
    day = day_in_words(filled.version.valid_from, language)
    version = sheet_words(language)["version"].format(number=filled.version.number, day=day)
    return f"{filled.version.requirement.bank.name} · {filled.code} {version}"


def _lead(wording: tuple[Segment, ...], most: int) -> tuple[Segment, ...]:
    """Return the wording, cut off where it has more letters; the values that were chosen stay marked."""
    text = "".join(segment.text for segment in wording)
    if len(text) <= most:
        return wording
    rest, kept = len(shortened(text, most).removesuffix(" …")), []
    for segment in wording:
        if rest > 0:
            kept.append(Segment(segment.text[:rest], segment.variable, segment.is_filled))
        rest -= len(segment.text)
    return (*kept, Segment(" …"))


def _example_sheet(example: ShownExample, requirements: tuple[str, ...], length: Length) -> TipSheet:
    language = example.title.language
    words = sheet_words(language)
    asked = shortened(example.asked.text, length.wording)
    told = (("happened", example.happened), ("price_effect", example.price_effect), ("lesson", example.lesson))
    parts = [_told(words[name], text, words["unsaid"], length) for name, text in told if text or name != "lesson"]
    cut = asked != " ".join(example.asked.text.split()) or any(part.text.endswith("…") for part in parts)
    if requirements:
        parts.append(Part(words["requirements"], "", requirements[: length.points]))
    with override(pages_language(language)):
        where = " · ".join(part for part in (example.content.who, example.country, example.years) if part)
    return TipSheet(
        language=language,
        kicker=f"{words['example']} {example.code} · {where}",
        title=example.title.text,
        mark=words["made_up"] if example.content.is_demonstration else "",
        lead_heading=words["asked"],
        lead=(Segment(asked),),
        parts=tuple(parts),
        steps_heading="",
        steps=(),
        steps_rule="",
        sources_heading=words["sources"],
        sources=_sources(example.content.sources),
        origin=f"{example.whose} · {example.code}",
        density=length.density,
        cut=words["cut"] if cut else "",
    )


def _told(heading: str, told: Told | None, unsaid: str, length: Length) -> Part:
    return Part(heading, _short(told.text, length) if told else unsaid)


def _short(text: str, length: Length) -> str:
    return shortened(text, length.letters)


def _sources(sources: Iterable[Source]) -> tuple[str, ...]:
    named = [", ".join(str(part) for part in (each.title, each.publisher, each.year) if part) for each in sources]
    return tuple(shortened(name, 170) for name in named[:MOST_SOURCES])
