"""What the search of everything finds in the bank: requirements, by the same words and codes as its own search."""

from django.urls import reverse
from django.utils.translation import get_language

from foundation.search.documents import Found
from organisations.models import Organisation
from requirements_bank.queries.found_requirements import Chosen, found_requirements
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.requirement_words import shown

KIND = "requirements_bank.requirement"
MOST = 8
SURE, LOOSE, STEP = 1.9, 0.4, 0.01


def hits_in_bank(organisation_id: int, words: str, permissions: frozenset[str]) -> list[Found]:
    """Return the requirements that fit best; what has only some of the words, or is spelt otherwise, ranks low."""
    if "requirements_bank.view_bank" not in permissions:
        return []
    organisation = Organisation.objects.get(pk=organisation_id)
    language = get_language() or "nb"
    found = found_requirements(organisation, Chosen(words), language=language, limit=MOST, is_counted=False)
    if not found.by_any:
        return []
    versions = published_versions().in_bulk([version for version, _uses in found.page])
    best = LOOSE if found.is_any or found.guessed or found.is_foreign else SURE
    hits = []
    for place, (version, _uses) in enumerate(found.page):
        if version not in versions:  # retired since it was found
            continue
        each = shown(versions[version])
        address = reverse("requirement", args=[organisation.slug, versions[version].requirement.uuid])
        hits.append(Found(KIND, f"{each.code} {each.title}", address, best - STEP * place))
    return hits
