"""Examples of the tests' organisations; each function writes within the open access."""

from typing import Any

from organisations.models import Organisation
from requirements_bank.models import Example, SeenBy
from requirements_bank.services.examples import new_example, publish_example
from tests.factories.bank import texts

CONTACT = "Kari Kontakt, kari@ekby.example"


def told(**changes: Any) -> dict[str, Any]:
    """What a complete example says, in bokmål and Swedish; no price effect and no lesson."""
    return {
        "who": "Ekby kommune",
        "country": "NO",
        "years": [2024],
        "categories": ["transport.goods"],
        "areas": ["transport"],
        "themes": ["transport"],
        "requirements": [],
        "is_demonstration": False,
        "title": texts("Varer på lastesykkel", sv="Varor på lastcykel"),
        "asked": texts("Minst 40 prosent av varene på sykkel.", sv="Minst 40 procent av varorna på cykel."),
        "sources": [{"title": "Årsrapport", "publisher": "Ekby kommune", "year": 2024, "url": ""}],
        **changes,
    }


def make_example(
    organisation: Organisation, *, seen_by: str | None = None, contact: str = CONTACT, **changes: Any
) -> Example:
    """An example of the organisation's own; a draft unless somebody is to see it."""
    example = new_example(organisation=organisation, said=told(**changes), contact=contact)
    return publish_example(example, seen_by=seen_by) if seen_by else example


AUDIENCES = (None, SeenBy.OWN, SeenBy.NETWORK, SeenBy.PUBLIC)
