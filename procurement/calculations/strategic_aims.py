"""What requirements strive for, by their themes, in the codes of notices.

1. A requirement is about the environment when one of its themes names an impact: climate, energy, circular economy,
   biodiversity, chemicals. Transport, materials, food and delivery say where, not what for, and name none alone.
2. It rests on EU or national criteria for green procurement when a source of it is such a set of criteria.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from procurement.calculations.published_terms import PublishedRequirement
from requirements_bank.calculations.requirement import Source, Theme

IMPACTS: Final = MappingProxyType(
    {
        Theme.CLIMATE: "clim-mitig",
        Theme.ENERGY: "clim-mitig",
        Theme.CIRCULAR: "circ-econ",
        Theme.BIODIVERSITY: "biodiv-eco",
        Theme.CHEMICALS: "pollu-prev",
    }
)
_EU, _NATIONAL, _OTHER = "eu", "national", "other"
_EU_CRITERIA: Final = "green public procurement criteria"
_NATIONAL_CRITERIA: Final = {"dfø": ("kriterieveiviser",), "upphandlingsmyndigheten": ("hållbarhetskriteri", "kriteri")}


def impacts_of(requirement: PublishedRequirement) -> tuple[str, ...]:
    """Return the codes of environmental impact (BT-774) that a requirement aims at, each once."""
    return tuple(dict.fromkeys(IMPACTS[theme] for theme in requirement.themes if theme in IMPACTS))


def is_environmental(requirement: PublishedRequirement) -> bool:
    """Return whether a requirement is about climate and environment (1)."""
    return bool(impacts_of(requirement))


def is_social(requirement: PublishedRequirement) -> bool:
    """Return whether a requirement is about people's rights and work."""
    return Theme.SOCIAL in requirement.themes


def green_criteria_of(requirement: PublishedRequirement) -> str:
    """Return whose criteria for green procurement (BT-805) a requirement rests on: eu, national or other (2)."""
    kinds = {_kind_of(source) for source in requirement.sources}
    return next((kind for kind in (_EU, _NATIONAL) if kind in kinds), _OTHER)


def codes_with_reasons(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return each code once with all its reasons, in the order in which they first come.

    >>> codes_with_reasons([("env-imp", "EGN-001"), ("soc-obj", "EGN-002"), ("env-imp", "EGN-003")])
    {'env-imp': ('EGN-001', 'EGN-003'), 'soc-obj': ('EGN-002',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for code, reason in pairs:
        found[code] = tuple(dict.fromkeys((*found.get(code, ()), reason)))
    return found


def _kind_of(source: Source) -> str:
    publisher, title = source.publisher.casefold(), source.title.casefold()
    if publisher.startswith("european commission") and _EU_CRITERIA in title:
        return _EU
    words = next((words for name, words in _NATIONAL_CRITERIA.items() if name in publisher), ())
    return _NATIONAL if any(word in title for word in words) else _OTHER
