"""A wording with fields to fill in place: each variable's first place is an input, later ones repeat what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from foundation import figures
from requirements_bank.calculations.filling import Filling
from requirements_bank.calculations.requirement import Texts, Variable, VariableType
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import kept_text
from requirements_bank.calculations.wording import Segment, segments, value_in_words
from requirements_bank.reports.problem_words import sentence_of

PREFIX = "v-"
"""Before a variable's name in an address, so that a wording may call its variables whatever it likes."""


@dataclass(frozen=True, slots=True)
class Place:
    """The input of one variable: how it is asked for, what stands in it, and what is wrong with that."""

    name: str
    label: str
    kind: str
    typed: str
    unit: str
    bounds: str
    options: tuple[tuple[str, str], ...]
    problem: str

    @property
    def parameter(self) -> str:
        """Its name in an address."""
        return f"{PREFIX}{self.name}"

    @property
    def is_chosen(self) -> bool:
        """Whether one of the options is chosen."""
        return self.typed in dict(self.options)

    @property
    def width(self) -> int:
        """How many characters it shows."""
        return min(max(len(self.typed), 2), 12) + 1


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a wording: plain text, a place to fill, or one that repeats what another says."""

    segment: Segment
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Fillable:
    """A wording to fill, and what it says now."""

    parts: tuple[Part, ...]
    filled: tuple[Segment, ...]
    filling: Filling

    @property
    def places(self) -> tuple[Place, ...]:
        """Every input, in the order in which they come."""
        return tuple(part.place for part in self.parts if part.place)

    @property
    def open(self) -> int:
        """How many places nobody has filled rightly yet."""
        return len({segment.variable for segment in self.filled if not segment.is_filled})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was filled in rightly, by parameter, to take along."""
        return [(f"{PREFIX}{name}", kept_text(value)) for name, value in self.filling.values.items()]


def fillable(wording: Texts, filling: Filling, language: str, *, lasting: Mapping[str, Variable]) -> Fillable:
    """Return the wording in a language with its inputs; `lasting` are the variables with their own defaults."""
    said = segments(text_in(wording, language), filling.variables, filling.values, language)
    return Fillable(tuple(_parts(said, filling, lasting, language)), said, filling)


def unit_in_words(variable: Variable, language: str) -> str:
    """Return what stands behind a number: "%", "måneder", "kg"; empty behind dates and choices."""
    if variable.type in (VariableType.DATE, VariableType.CHOICE):
        return ""
    return value_in_words(replace(variable, options=None), Decimal(2), language).removeprefix("2").strip()


def _parts(
    said: tuple[Segment, ...], filling: Filling, lasting: Mapping[str, Variable], language: str
) -> Iterator[Part]:
    seen = set()
    for segment in said:
        name = segment.variable
        if name is None or name in seen or name not in lasting:
            yield Part(segment)
            continue
        seen.add(name)
        yield Part(segment, _place(lasting[name], filling, language))


def _place(variable: Variable, filling: Filling, language: str) -> Place:
    problem = filling.problems.get(variable.name)
    return Place(
        name=variable.name,
        label=text_in(variable.names, language) or variable.name,
        kind=variable.type.value if variable.type in (VariableType.DATE, VariableType.CHOICE) else "number",
        typed=filling.typed.get(variable.name, _typed(variable, language)),
        unit=unit_in_words(variable, language),
        bounds=_bounds(variable, language),
        options=tuple((code, text_in(texts, language) or code) for code, texts in (variable.options or {}).items()),
        problem=sentence_of(problem) if problem else "",
    )


def _typed(variable: Variable, language: str) -> str:
    """Return the default as one would type it."""
    value = variable.default
    if isinstance(value, Decimal):
        number = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
        text = f"{number:f}"
        return text if language == "en" else text.replace(".", ",")
    return value.isoformat() if isinstance(value, date) else value or ""


def _bounds(variable: Variable, language: str) -> str:
    low, high = (None if bound is None else figures.plain(bound, language) for bound in (variable.low, variable.high))
    unit = unit_in_words(variable, language)
    if low is not None and high is not None:
        words = f"{low}–{high}"
    elif low is not None:
        words = _("at least %(number)s") % {"number": low}
    elif high is not None:
        words = _("at most %(number)s") % {"number": high}
    else:
        return ""
    return f"{words}{figures.NO_BREAK_SPACE}{unit}".rstrip()
