"""Requirements as a document in one language: clauses numbered by kind, their proof and follow-up, their origin.

Word, PDF and Excel are made of the same document. Its parts are named as the places of Word templates are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import override

from requirements_bank.calculations.requirement import RequirementContent, Variable, VariableType
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import open_variables
from requirements_bank.calculations.wording import Segment, value_in_words
from requirements_bank.reports.chosen_items import ChosenLine
from requirements_bank.reports.code_words import EVIDENCES, PERIODS
from requirements_bank.reports.content_words import step_in_words
from requirements_bank.reports.requirement_words import shown
from requirements_bank.reports.value_words import variable_name

WORDS = Path(__file__).resolve().parent.parent / "document_templates" / "words.yaml"


@dataclass(frozen=True, slots=True)
class Clause:
    """One requirement as the document says it; `remarks` are sentences that follow its wording."""

    number: str
    title: str
    text: str
    kind: str
    level: str
    proof: str
    evidence: str
    follow_up: str
    measure: str
    steps: list[str]
    checklist: list[str]
    code: str
    version: str
    bank: str
    valid_from: str
    language: str
    wording: tuple[Segment, ...] = ()
    unfilled: tuple[str, ...] = ()
    content: RequirementContent | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The clauses of one kind."""

    number: str
    heading: str
    introduction: str
    clauses: list[Clause]


@dataclass(frozen=True, slots=True)
class RequirementsDocument:
    """Everything that a document of requirements says. `notices` are what is missing in it."""

    title: str
    name: str
    introduction: str
    organisation: str
    category: str
    value: str
    length: str
    made: str
    language: str
    words: Mapping[str, Any]
    sections: list[Section] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def clauses(self) -> list[Clause]:
        """All clauses in their order."""
        return [clause for section in self.sections for clause in section.clauses]

    @property
    def unfilled(self) -> int:
        """How many variables stand open."""
        return sum(len(clause.unfilled) for clause in self.clauses)

    @property
    def in_other_languages(self) -> list[str]:
        """The codes of requirements that do not stand in the document's language."""
        return [clause.code for clause in self.clauses if clause.language != self.language]


@cache
def document_words() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of documents by language."""
    words: dict[str, dict[str, Any]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


def template_context(document: RequirementsDocument) -> dict[str, Any]:
    """Return the document as templates name its parts: texts, lists and parts by name, nothing else."""
    names = ("title", "name", "introduction", "organisation", "category", "value", "length", "made", "notices")
    sections = [_section_context(section) for section in document.sections]
    clauses = [clause for section in sections for clause in section["clauses"]]
    return {
        **{name: getattr(document, name) for name in names},
        "words": {name: text for name, text in document.words.items() if isinstance(text, str)},
        "sections": sections,
        "clauses": clauses,
        "annex": [{name: clause[name] for name in ANNEX} for clause in clauses],
    }


ANNEX = ("number", "code", "version", "title", "kind", "level", "bank", "valid_from")
_OURS = ("wording", "unfilled", "content", "language", "remarks")


def day_in_words(day: date, language: str) -> str:
    """Return a day as the language writes it."""
    return value_in_words(Variable("day", VariableType.DATE, {}), day, language)


def _section_context(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "heading": section.heading,
        "introduction": section.introduction,
        "clauses": [
            {name: value for name, value in _fields_of(clause).items() if name not in _OURS}
            | {"text": "\n\n".join((clause.text, *clause.remarks))}
            for clause in section.clauses
        ],
    }


def _fields_of(clause: Clause) -> dict[str, Any]:
    """Return the fields of a clause by name."""
    return {name: getattr(clause, name) for name in Clause.__slots__}


def sections_of(
    lines: Sequence[ChosenLine], words: Mapping[str, Any], language: str, *, first: int = 1
) -> list[Section]:
    """Return the clauses by kind, numbered from the first section's number on; what is out of sight is left out."""
    seen = [line for line in lines if line.version]
    sections: list[Section] = []
    for kind, group in groupby(seen, key=lambda line: line.version.kind if line.version else ""):
        number = str(len(sections) + first)
        heading, introduction = words["kinds"][kind]
        clauses = [clause_of(line, f"{number}.{place}", words, language) for place, line in enumerate(group, start=1)]
        sections.append(Section(number, heading, introduction, clauses))
    return sections


def clause_of(line: ChosenLine, number: str, words: Mapping[str, Any], language: str) -> Clause:
    """Return a requirement that is in sight as a clause of the document."""
    assert line.version  # noqa: S101 - out of sight ones are taken out before
    said = shown(line.version, values=line.values, language=language)
    content = said.content
    named = [content.variables[name] for name in open_variables(content, line.values) if name in content.variables]
    return Clause(
        number=number,
        title=said.title,
        text=said.wording_text.strip().replace("\n- ", "\n• "),
        kind=words["kinds"][content.kind][0],
        level=words["levels"][content.level],
        proof=text_in(content.proof, language),
        evidence=_evidence(content, language),
        follow_up=text_in(content.follow_up, language),
        measure=_measure(content, language),
        steps=_steps(content, words, language),
        checklist=[text_in(each, language) for each in content.checklist],
        code=said.code,
        version=str(line.version.number),
        bank=line.version.requirement.bank.name,
        valid_from=day_in_words(line.version.valid_from, language),
        language=said.language,
        wording=said.wording,
        unfilled=tuple(variable_name(variable, language) for variable in named),
        content=content,
    )


def words_in(language: str) -> Any:  # noqa: ANN401 - a context manager
    """Return what lets the interface's words be read in the document's language; nynorsk borrows those of bokmål."""
    return override("nb" if language == "nn" else language)


def _evidence(content: RequirementContent, language: str) -> str:
    with words_in(language):
        return ", ".join(str(EVIDENCES[each]) for each in content.evidence)


def _measure(content: RequirementContent, language: str) -> str:
    if content.measure is None:
        return ""
    with words_in(language):
        return f"{text_in(content.measure.what, language)} ({PERIODS[content.measure.period]})"


def _steps(content: RequirementContent, words: Mapping[str, Any], language: str) -> list[str]:
    """Return the steps that the requirement suggests, each with when it begins."""
    said = []
    for step in content.staircase:
        level = step_in_words(content, step.threshold, language)
        sentence = words["step_later"] if step.month else words["step_at_start"]
        said.append(sentence.format(level=level, month=step.month))
    return said


def notices_of(document: RequirementsDocument, hidden: Iterable[str]) -> list[str]:
    """Return what is missing in the document; `hidden` are the codes of what is out of sight."""
    words = document.words
    open_names = [f"{clause.number} {name}" for clause in document.clauses for name in clause.unfilled]
    said = {
        "unfilled": ("names", open_names),
        "other_language": ("codes", document.in_other_languages),
        "out_of_sight": ("codes", list(hidden)),
    }
    return [words[key].format(**{name: ", ".join(found)}) for key, (name, found) in said.items() if found]
