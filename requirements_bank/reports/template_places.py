"""The places of document templates with what they mean and an example, for those who write templates of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requirements_bank.reports.requirements_document import ANNEX, document_words

CLAUSE: Mapping[str, tuple[str | Promise, str]] = {
    "number": (_("The number of the requirement"), "3.1"),
    "title": (_("Its title"), "Utslippsfri skoleskyss"),
    "text": (_("The requirement itself, its variables filled in"), "Minst 50 % av kilometerne …"),
    "kind": (_("What it is in the procurement"), "Kontraktsvilkår"),
    "level": (_("Its level"), "Avansert"),
    "proof": (_("What the supplier shows, and when"), "Leverandøren leverer kjøretøyliste …"),
    "evidence": (_("Which kinds of proof"), "Register, rapport"),
    "follow_up": (_("How the buyer finds out whether it is kept"), "Oppdragsgiver regner andelen …"),
    "measure": (_("What is measured and how often; empty where nothing is"), "Andel kilometer (per halvår)"),
    "steps": (_("How it rises during the contract: a list, empty where it does not"), "Fra måned 12 i avtalen: 60 %"),
    "checklist": (_("Questions for a control: a list"), "Er kjøretøylisten oppdatert?"),
    "code": (_("Its code in the bank"), "TRA-006"),
    "version": (_("Its version"), "1"),
    "bank": (_("The bank it comes from"), "Klimatrappa"),
    "valid_from": (_("Since when the version is valid"), "1. januar 2026"),
}
SECTION: Mapping[str, tuple[str | Promise, str]] = {
    "number": (_("The number of the section"), "3"),
    "heading": (_("Its heading"), "Kontraktsvilkår"),
    "introduction": (_("A sentence on what the section is"), "Vilkår som gjelder i hele kontraktsperioden."),
}
WHOLE: Mapping[str, tuple[str | Promise, str]] = {
    "title": (_("The title of the document"), "Klimakrav: Skoleskyss 2027"),
    "name": (_("The name of the basket"), "Skoleskyss 2027"),
    "introduction": (_("Two sentences on what the document holds"), "Kravene gjelder for anskaffelsen …"),
    "organisation": (_("Your organisation"), "Ekby kommune"),
    "category": (_("What is bought; may be empty"), "Persontransport og skoleskyss"),
    "value": (_("The value of the purchase; may be empty"), "12 000 000 kr"),
    "length": (_("How long the contract runs; may be empty"), "48 måneder"),
    "made": (_("The day on which the document is made"), "1. mars 2027"),
}
LISTS: Mapping[str, tuple[str | Promise, str]] = {
    "sections": (_("The kinds of requirements, each with its clauses"), "section"),
    "section.clauses": (_("The requirements of one kind"), "clause"),
    "clauses": (_("All requirements, without sections"), "clause"),
    "clause.steps": (_("The steps of one requirement"), "step"),
    "clause.checklist": (_("The questions of one requirement"), "question"),
    "annex": (_("All requirements with code, version and bank"), "row"),
    "notices": (_("What is missing in the document, in sentences"), "notice"),
}


_NO_PLACES = frozenset(
    {"tag", "unfilled", "other_language", "out_of_sight", "months", "step_at_start", "step_later"}
    | {"introduction_for_tenderers"}
)
"""Words of documents that hold a place themselves, or nothing to read."""


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """One place as the page lists it; `written` is what to type."""

    written: str
    meaning: str | Promise
    example: str


def sample_context() -> dict[str, Any]:
    """Return what a template is tried with: one of everything."""
    clause: dict[str, Any] = {name: example for name, (_meaning, example) in CLAUSE.items()}
    for name in ("steps", "checklist"):
        clause[name] = [clause[name]]
    section = {**{name: example for name, (_meaning, example) in SECTION.items()}, "clauses": [clause]}
    return {
        **{name: example for name, (_meaning, example) in WHOLE.items()},
        "words": {name: text for name, text in document_words()["nb"].items() if isinstance(text, str)},
        "notices": ["…"],
        "sections": [section],
        "clauses": [clause],
        "annex": [{name: clause[name] for name in ANNEX}],
    }


def schema_of(value: Any) -> Any:  # noqa: ANN401 - any depth
    """Return how the values hang together: parts by name, lists with one element, and texts."""
    if isinstance(value, Mapping):
        return {name: schema_of(part) for name, part in value.items()}
    return [schema_of(value[0])] if isinstance(value, list) else ""


def shown_places() -> list[tuple[str | Promise, list[ShownPlace]]]:
    """Return the places by where they can stand."""
    return [
        (_("Anywhere"), list(_places("", WHOLE))),
        (_("Within a loop over sections"), list(_places("section.", SECTION))),
        (_("Within a loop over clauses"), list(_places("clause.", CLAUSE))),
        (_("Within a loop over the annex"), list(_places("row.", {name: CLAUSE[name] for name in ANNEX}))),
        (_("Words in the document's language"), list(_words())),
    ]


def shown_loops() -> list[ShownPlace]:
    """Return the lists, each with the loop that goes through it."""
    return [
        ShownPlace(f"{{%p for {each} in {name} %}} … {{%p endfor %}}", meaning, f"{{{{ {each} }}}}")
        for name, (meaning, each) in LISTS.items()
    ]


def _places(before: str, places: Mapping[str, tuple[str | Promise, str]]) -> Iterator[ShownPlace]:
    for name, (meaning, example) in places.items():
        if name not in ("steps", "checklist"):
            yield ShownPlace(f"{{{{ {before}{name} }}}}", meaning, example)


def _words() -> Iterator[ShownPlace]:
    for name, text in sample_context()["words"].items():
        if name not in _NO_PLACES:
            yield ShownPlace(f"{{{{ words.{name} }}}}", "", text.partition("{")[0])
