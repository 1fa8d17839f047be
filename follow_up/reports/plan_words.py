"""What is proposed for a year, in words of a language."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from follow_up.calculations.year_plan import Proposal
from follow_up.queries.plan_templates import TemplateWords, template_words

PLAN_LANGUAGES = {"nb": "Norsk bokmål", "nn": "Norsk nynorsk", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True, slots=True)
class ProposedWords:
    """A proposal with its title and agenda; the agenda has a line for each point."""

    proposal: Proposal
    title: str
    agenda: str
    template: TemplateWords


def proposed_words(proposal: Proposal, language: str) -> ProposedWords:
    """Return the words of a proposal; its days are written as the language writes them."""
    words = template_words(proposal.template, language)
    with override("nb" if language == "nn" else language):
        days = {"day": _day(proposal.about)}
        if proposal.period:
            days |= {"from": _day(proposal.period.first), "to": _day(proposal.period.last)}
    return ProposedWords(proposal, words.title.format(**days), "\n".join(f"– {point}" for point in words.agenda), words)


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
