"""The yearly assessment of risk in words: the same for the page, Word and PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from follow_up.calculations.capacity import OutsideReason, Risk
from follow_up.calculations.priority_weights import Part
from follow_up.models import AssessmentState, KeptState, RiskAssessment
from follow_up.queries.yearly_risk import weights_used
from follow_up.reports.hours_plan_words import WHY_OUTSIDE, risk_in_words
from follow_up.reports.priority_words import PART_NAMES, score_in_words, why
from foundation import figures
from procurement.reports.eforms_xml import sound
from procurement.reports.word_parts import add_list, add_table, new_word

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RiskDocument:
    """The document: its title, the answer, paragraphs under headings, and tables as the table component takes them."""

    title: str
    status: str
    answer: str
    conclusion: str
    lists: Sequence[tuple[str, Sequence[str]]]
    tables: Sequence[dict[str, Any]]


def risk_document(assessment: RiskAssessment, organisation: str) -> RiskDocument:
    """Return the assessment worded in the reader's language."""
    content = assessment.content
    risk = _risk(content["outside"])
    return RiskDocument(
        title=_("Risk in the contracts of %(name)s, %(year)s") % {"name": organisation, "year": assessment.year},
        status=_status(assessment),
        answer=_answer(content),
        conclusion=assessment.conclusion,
        lists=[
            (_("The hours"), _hours(content["hours"])),
            (_("What falls outside"), [risk_in_words(risk, content["currency"])]),
            (_("Since the last assessment"), _since(content)),
            (_("How it was worked out"), _method(content)),
        ],
        tables=[table for table in (_portfolio(content), _top(content), _outside(content), _weights(content)) if table],
    )


def risk_as_word(document: RiskDocument) -> bytes:
    """Return the document as a Word file."""
    word = new_word(document.title)
    for sentence in (document.status, document.answer):
        word.add_paragraph(sound(sentence))
    if document.conclusion:
        word.add_heading(_("What we make of it"), level=2)
        word.add_paragraph(sound(document.conclusion))
    for table in document.tables[:2]:
        add_table(word, table)
    for title, sentences in document.lists:
        add_list(word, title, sentences)
    for table in document.tables[2:]:
        add_table(word, table)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _status(assessment: RiskAssessment) -> str:
    if assessment.state == AssessmentState.APPROVED and assessment.approved_on:
        sentence = _("Approved by %(name)s on %(day)s, with the figures of %(made)s.")
        day = date_format(assessment.approved_on)
        return sentence % {"name": assessment.approved_by, "day": day, "made": date_format(assessment.made_on)}
    return _("Draft with the figures of %(day)s.") % {"day": date_format(assessment.made_on)}


def _answer(content: Content) -> str:
    top = content["top"]
    whole = content["portfolio"]["contracts"]
    sentence = ngettext("%(number)s contract runs.", "%(number)s contracts run.", whole) % {
        "number": figures.integer(whole, _language())
    }
    if not top:
        return sentence
    first = _("The one to check first is %(title)s: %(reasons)s.") % {
        "title": top[0]["title"],
        "reasons": why(top[0], weights_used(content), content["currency"]),
    }
    return f"{sentence} {first}"


def _portfolio(content: Content) -> dict[str, Any]:
    now, before = _figures(content["portfolio"], content["currency"]), content["before"]
    columns: list[dict[str, Any]] = [{"title": _("What")}, {"title": _("Now"), "numeric": True}]
    if before is None:
        return {"caption": _("The contracts in figures"), "columns": columns, "rows": [list(row) for row in now]}
    then = _figures(before["portfolio"], content["currency"])
    return {
        "caption": _("The contracts in figures"),
        "columns": [*columns, {"title": str(before["year"]), "numeric": True}],
        "rows": [[*row, was] for row, (_title, was) in zip(now, then, strict=True)],
    }


def _figures(said: Content, currency: str) -> list[tuple[str, str | None]]:
    counted = {
        _("Contracts that run"): said["contracts"],
        **{str(KeptState(state).label): said["states"][state] for state in KeptState.values},
        _("Open deviations"): said["open_deviations"],
        _("Contracts never checked"): said["never_checked"],
        _("Contracts of which little is known"): said["little_known"],
        _("Contracts without known spend"): said["without_spend"],
        _("Contracts without known emissions"): said["without_tonnes"],
    }
    return [
        (_("Spent a year"), _money(said["spend"], currency)),
        (_("Emissions a year"), _mass(said["tonnes"])),
        *((title, figures.integer(number, _language())) for title, number in counted.items()),
    ]


def _top(content: Content) -> dict[str, Any]:
    weights = weights_used(content)
    return {
        "caption": _("The greatest risks"),
        "columns": [
            {"title": _("Contract")},
            {"title": _("Suppliers")},
            {"title": pgettext("in an order", "Place"), "numeric": True},
            {"title": _("Score"), "numeric": True},
            {"title": _("Why")},
        ],
        "rows": [
            [
                row["title"],
                row["suppliers"] or None,
                figures.integer(row["rank"], _language()),
                score_in_words(row["score"]),
                why(row, weights, content["currency"]),
            ]
            for row in content["top"]
        ],
    }


def _outside(content: Content) -> dict[str, Any] | None:
    first = content["outside"]["first"]
    if not first:
        return None
    return {
        "caption": _("The first that fall outside the hours"),
        "columns": [{"title": _("Contract")}, {"title": _("Score"), "numeric": True}, {"title": _("Why")}],
        "rows": [
            [
                each["title"] or "–",
                score_in_words(float(each["score"])),
                str(WHY_OUTSIDE[OutsideReason(each["why"])]),
            ]
            for each in first
        ],
    }


def _weights(content: Content) -> dict[str, Any]:
    weights = weights_used(content)
    return {
        "caption": _("The weights that were used"),
        "columns": [{"title": _("Part")}, {"title": _("Weight"), "numeric": True}],
        "rows": [[str(PART_NAMES[part]), figures.plain(weights.of(part), _language())] for part in Part],
    }


def _hours(hours: Content) -> list[str]:
    needed = figures.plain(Decimal(hours["needed"]), _language(), 0)
    if hours["there_are"] is None:
        return [_("Nobody has said how many hours there are. The checks proposed take %(hours)s.") % {"hours": needed}]
    sentence = _(
        "There are %(there)s hours in the coming 12 months; the checks proposed take %(needed)s, and %(planned)s fit."
    )
    there, planned = (figures.plain(Decimal(hours[name]), _language(), 0) for name in ("there_are", "planned"))
    return [sentence % {"there": there, "needed": needed, "planned": planned}]


def _since(content: Content) -> list[str]:
    before = content["before"]
    if before is None:
        return [_("No assessment was approved before.")]
    said = []
    if before["came"]:
        said.append(_("New among the greatest risks: %(titles)s.") % {"titles": ", ".join(before["came"])})
    if before["left"]:
        said.append(_("No longer among them: %(titles)s.") % {"titles": ", ".join(before["left"])})
    sentence = _("Then %(before)s checks fell outside the hours, now %(now)s.")
    counts = {"before": before["outside"]["tasks"], "now": content["outside"]["tasks"]}
    return [*said, sentence % {name: figures.integer(number, _language()) for name, number in counts.items()}]


def _method(content: Content) -> list[str]:
    day = date_format(date.fromisoformat(content["as_of"]))
    return [
        _("Figures of %(day)s.") % {"day": day},
        _("Priority by method %(priority)s, hours by method %(capacity)s; both are described with the program.")
        % content["methods"],
        _("A score orders these contracts. It cannot be compared with those of another organisation."),
    ]


def _risk(said: Content) -> Risk:
    return Risk(
        tasks=said["tasks"],
        tonnes=Decimal(said["tonnes"]),
        without_tonnes=said["without_tonnes"],
        spend=Decimal(said["spend"]),
        without_spend=said["without_spend"],
    )


def _money(amount: float | None, currency: str) -> str | None:
    return None if amount is None else figures.money_in_words(amount, currency, _language())


def _mass(tonnes: float | None) -> str | None:
    return None if tonnes is None else figures.mass(tonnes * 1000, _language())


def _language() -> str:
    return get_language() or "en"
