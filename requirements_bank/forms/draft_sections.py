"""How the form of a draft is laid out: sections with fields and rows, each field with what is wrong there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.problems import Problem
from requirements_bank.calculations.draft_fields import ROWS, field_of, removal
from requirements_bank.forms.draft import DraftForm
from requirements_bank.forms.draft_labels import label_with_row, row_called
from requirements_bank.reports.problem_words import sentence_of

MISSING = frozenset({"missing_text", "missing_language"})


@dataclass(frozen=True, slots=True)
class DraftField:
    """One field with the sentences of what is wrong in it; that it is empty stands in the checklist alone."""

    bound: forms.BoundField
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list; `is_blank` for the one that waits to be filled. `removal` takes it out when it is saved."""

    title: str
    removal: forms.BoundField
    fields: tuple[DraftField, ...]
    others: tuple[DraftField, ...]
    is_blank: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form, with an anchor; `rows_name` is the list that it shows, if any.

    `others` are the fields in languages that the bank does not ask for; of rows as well.
    """

    anchor: str
    title: str | Promise
    text: str | Promise
    fields: tuple[DraftField, ...]
    others: tuple[DraftField, ...] = ()
    rows_name: str = ""
    rows_title: str | Promise = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    anchor: str
    title: str | Promise
    text: str | Promise = ""
    paths: Sequence[str] = ()
    rows_name: str = ""
    rows_title: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a draft from being published, and the id of the control to mend it in."""

    sentence: str
    label: str
    control: str = ""


PLANS = (
    _Plan("about", _("What it is"), "", ("kind", "level", "phase", "area", "topic", "valid_from", "review_on")),
    _Plan(
        "wording",
        _("What it says"),
        _("Short, exact, and without asking where things come from."),
        ("title", "wording"),
        "variables",
        _("Variables"),
    ),
    _Plan(
        "measure",
        _("How it is measured"),
        _("With a measure and steps it can rise during the contract."),
        ("measure.type", "measure.direction", "measure.threshold", "measure.unit", "measure.period", "measure.what"),
        "staircase",
        _("Suggested steps"),
    ),
    _Plan("why", _("Why, and how it is proven"), "", ("motive", "proof", "evidence", "follow_up")),
    _Plan("checklist", _("Checklist"), _("Two to six things to look at in a control."), (), "checklist"),
    _Plan("where", _("What it fits"), "", ("themes", "countries", "categories", "cpv")),
    _Plan("market", _("The market"), "", ("market.maturity", "market.note")),
    _Plan("law", _("Legal basis"), _("What allows or demands it, from a day to a day."), (), "law"),
    _Plan(
        "effect",
        _("Known effect"),
        _("Only with a source. Leave it empty otherwise."),
        ("effect.low", "effect.high", "effect.unit", "effect.note", "effect.source.title", "effect.source.publisher",
         "effect.source.year", "effect.source.url"),
    ),
    _Plan("sources", _("Sources"), _("Where the level comes from."), (), "sources"),
    _Plan(
        "relations",
        _("Relations"),
        _("To requirements of this bank or the shipped one."),
        ("relations.replaces", "relations.includes", "relations.conflicts_with"),
    ),
)  # fmt: skip


def sections_of(form: DraftForm, problems: Iterable[Problem]) -> list[Section]:
    """Return the form's sections, with what is wrong at its field."""
    wrong = _by_field(form, problems)
    return [_section(form, plan, wrong) for plan in PLANS]


def missing_in(form: DraftForm, problems: Iterable[Problem]) -> list[Missing]:
    """Return what keeps the draft from being published, each with the field that mends it, in the form's order."""
    found = [(problem, field_of(problem, form.content, form.fields)) for problem in problems]
    order = [bound.bound.name for section in sections_of(form, ()) for bound in _all_fields(section)]
    found.sort(key=lambda each: order.index(each[1]) if each[1] in order else len(order))
    return [_missing(form, problem, name) for problem, name in found]


def _missing(form: DraftForm, problem: Problem, name: str) -> Missing:
    if not name:
        return Missing(sentence_of(problem), problem.field or problem.place)
    bound = form[name]
    first = "_0" if isinstance(bound.field.widget, forms.CheckboxSelectMultiple) else ""
    label = label_with_row(name, str(bound.label))
    return Missing(sentence_of(problem), label, f"{bound.auto_id}{first}")


def _all_fields(section: Section) -> Iterable[DraftField]:
    yield from (*section.fields, *section.others)
    for row in section.rows:
        yield from (*row.fields, *row.others)


def _rows(form: DraftForm, name: str, wrong: Mapping[str, tuple[str, ...]]) -> Iterable[Row]:
    for number in range(1, form.rows_of(name) + 1):
        paths = [f"{name}.{number}.{path}".rstrip(".") for path in ROWS[name]]
        fields, others = _fields(form, paths, wrong)
        named = str(form[f"variables.{number}.name"].value() or "") if name == "variables" else ""
        title = ": ".join(filter(None, (row_called(name, number), named)))
        is_blank = not any(each.bound.value() for each in (*fields, *others))
        yield Row(title, form[removal(name, number)], fields, others, is_blank)


def _section(form: DraftForm, plan: _Plan, wrong: Mapping[str, tuple[str, ...]]) -> Section:
    fields, others = _fields(form, plan.paths, wrong)
    return Section(
        anchor=plan.anchor,
        title=plan.title,
        text=plan.text,
        fields=fields,
        others=others,
        rows_name=plan.rows_name,
        rows_title=plan.rows_title or plan.title,
        rows=tuple(_rows(form, plan.rows_name, wrong)) if plan.rows_name else (),
    )


def _fields(
    form: DraftForm, paths: Iterable[str], wrong: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[DraftField, ...], tuple[DraftField, ...]]:
    """Return the fields at the paths: those that the bank asks for, and those in other languages."""
    found = [_field(bound, wrong) for path in paths for bound in form.named(path)]
    asked = {"", *form.asked}
    return (
        tuple(each for each in found if each.bound.field.widget.attrs.get("lang", "") in asked),
        tuple(each for each in found if each.bound.field.widget.attrs.get("lang", "") not in asked),
    )


def _field(bound: forms.BoundField, wrong: Mapping[str, tuple[str, ...]]) -> DraftField:
    return DraftField(bound, wrong.get(bound.name, ()))


def _by_field(form: DraftForm, problems: Iterable[Problem]) -> dict[str, tuple[str, ...]]:
    wrong: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        name = field_of(problem, form.content, form.fields)
        if name and problem.code not in MISSING:
            wrong[name] = (*wrong.get(name, ()), sentence_of(problem))
    return wrong
