"""The requirement annex: what is asked, by lot and kind, filled in and weighed; how the law is kept, with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from procurement.calculations.told_points import tells_points
from procurement.models import ClimateBy, Lot
from procurement.queries.asked import AskedLine
from procurement.queries.law_rules import shipped_law_rules
from procurement.queries.staircases import dated_steps, period_of
from procurement.queries.tender import Tender
from procurement.reports.annex import (
    Annex,
    AnnexKind,
    AnnexText,
    Block,
    Heading,
    Listed,
    annex_words,
    front_of,
    lot_heading,
)
from procurement.reports.annex_figures import figure, threshold_words
from procurement.reports.law_sentences import document_lines
from requirements_bank.calculations.texts import text_in
from requirements_bank.reports.requirements_document import (
    Clause,
    Section,
    day_in_words,
    document_words,
    notices_of,
    sections_of,
)


def requirement_annex(tender: Tender, language: str, *, with_motives: bool = False) -> Annex:
    """Return the annex in nb, nn, sv or en; what is not there in the language stands in the next best."""
    sections: list[Section] = []
    for lot, lines in tender.sections:
        sections += _sections(tender, lot, lines, language, first=len(sections) + 1, with_motives=with_motives)
    document = front_of(tender.procurement, AnnexKind.REQUIREMENTS, language, sections=sections)
    hidden = [line.asked.code for line in tender.lines if line.version is None]
    own = {"out_of_sight": annex_words(language)["requirements"]["out_of_sight"]}
    document = replace(document, words={**document.words, **own})
    document.notices.extend(notices_of(document, hidden))
    return Annex(AnnexKind.REQUIREMENTS, document, _law(tender, len(sections) + 1, language))


def law_lines(tender: Tender, language: str) -> list[str]:
    """Return what is met of the law and how, with its reasons, told once where lots share it."""
    said: dict[str, list[str]] = {}
    for part in tender.judged:
        for line in document_lines(part.judgement, shipped_law_rules(), language):
            said.setdefault(line.text, []).append(part.part)
    return [text if len(parts) == len(tender.judged) else f"{', '.join(parts)}: {text}" for text, parts in said.items()]


def _law(tender: Tender, number: int, language: str) -> tuple[Block, ...]:
    words, lines = annex_words(language)["requirements"], law_lines(tender, language)
    if not lines:
        return ()
    heading = Heading(f"{number} {words['law']}", anchor=f"part-{number}")
    return (heading, AnnexText(words["law_introduction"]), Listed(tuple(lines)))


def _sections(
    tender: Tender, lot: Lot | None, lines: Sequence[AskedLine], language: str, *, first: int, with_motives: bool
) -> list[Section]:
    seen = iter([line for line in lines if line.version])
    sections = sections_of(lines, document_words()[language], language, first=first)
    before = lot_heading(lot, language) if lot else annex_words(language)["all_lots"] if tender.lots else ""
    return [
        replace(
            section,
            heading=f"{before} – {section.heading}" if before else section.heading,
            clauses=[
                _clause(clause, next(seen), tender, language, with_motive=with_motives) for clause in section.clauses
            ],
        )
        for section in sections
    ]


def _clause(clause: Clause, line: AskedLine, tender: Tender, language: str, *, with_motive: bool) -> Clause:
    """Return a clause as tenderers read it: with weight, value or dated steps, without how the buyer follows up.

    Where it rises, the steps alone say what is asked.
    """
    words = annex_words(language)["requirements"]
    steps = _steps(line, tender, language, words)
    return replace(
        clause,
        title=_weighed(clause, line, tender, words),
        measure=clause.measure if steps else _asked(clause, line, language, words),
        steps=steps,
        remarks=tuple(_remarks(line, tender, language, words, with_motive=with_motive)),
        follow_up="",
        checklist=[],
    )


def _weighed(clause: Clause, line: AskedLine, tender: Tender, words: Mapping[str, Any]) -> str:
    if not line.is_criterion or tender.answers.climate_by == ClimateBy.RANKS:
        return clause.title
    weight = line.asked.weight
    said = words["no_weight"] if weight is None else words["weight"].format(weight=figure(weight, clause.language))
    return f"{clause.title} ({said})"


def _asked(clause: Clause, line: AskedLine, language: str, words: Mapping[str, Any]) -> str:
    """Return what is measured and how much is asked for; of a criterion its text says what gives points."""
    threshold, content = line.threshold, line.content
    if threshold is None or content is None or not line.can_rise or line.is_criterion:
        return clause.measure
    asked: str = words["asked"].format(measure=clause.measure, asked=threshold_words(line, threshold, language))
    return asked


def _steps(line: AskedLine, tender: Tender, language: str, words: Mapping[str, Any]) -> list[str]:
    """Return the steps that are asked with their days; those that the bank suggests hold for nobody."""
    period, content = period_of(tender.procurement), line.content
    if line.staircase is None or content is None or period is None or not line.can_rise:
        return []
    return [
        words["step_in_extension" if step.option else "step"].format(
            day=day_in_words(step.first, language), asked=threshold_words(line, step.threshold, language)
        )
        for step in dated_steps(line.staircase, content, period)
    ]


def _remarks(
    line: AskedLine, tender: Tender, language: str, words: Mapping[str, Any], *, with_motive: bool
) -> list[str]:
    content, said = line.content, []
    if excepted := tender.excepted(line):
        said.append(words["not_in"].format(lots=", ".join(lot_heading(lot, language) for lot in excepted)))
    if line.is_criterion and any(tells_points(wording) for wording in (content.wording if content else {}).values()):
        said.append(words["points_by_annex"])
    if with_motive and content and (motive := text_in(content.motive, language)):
        said.append(words["motive"].format(motive=motive))
    return said
