"""Requirements of the tests' organisations, small and complete; each function writes within the open access."""

from itertools import count
from typing import Any

from organisations.models import Organisation
from requirements_bank.models import Bank, RequirementVersion, SeenBy
from requirements_bank.services.versions import new_requirement, publish

_serial = count(1)


def texts(bokmaal: str, **others: str) -> dict[str, str]:
    return {"nb": bokmaal, **others}


def said(code: str | None = None, **changes: Any) -> dict[str, Any]:
    """What a complete requirement says, in bokmål and Swedish, with one variable and a measure."""
    return {
        "code": code or f"EGN-{next(_serial):03}",
        "kind": "contract_clause",
        "level": "basic",
        "phase": "contract",
        "area": "transport",
        "topic": "own-deliveries",
        "themes": ["transport", "climate"],
        "categories": ["transport.goods"],
        "cpv": ["60100000"],
        "countries": ["NO", "SE"],
        "valid_from": "2026-01-01",
        "title": texts("Egne leveranser", sv="Egna leveranser"),
        "wording": texts(
            "Minst {share} av leveransene skal skje med lastesykkel.",
            sv="Minst {share} av leveranserna ska ske med lastcykel.",
        ),
        "variables": {
            "share": {"type": "percent", "default": 40, "min": 10, "max": 100, "names": texts("Andel", sv="Andel")}
        },
        "measure": {
            "type": "percent",
            "direction": "at_least",
            "threshold": "share",
            "period": "quarter",
            "what": texts("Andel leveranser", sv="Andel leveranser"),
        },
        "motive": texts("Kortere vei og renere luft.", sv="Kortare väg och renare luft."),
        "proof": texts("En oversikt hvert kvartal.", sv="En förteckning varje kvartal."),
        "evidence": ["report"],
        "follow_up": texts("Oversikten sammenlignes med følgesedlene.", sv="Förteckningen jämförs med följesedlarna."),
        "checklist": [texts("Kom varene på sykkel i dag?", sv="Kom varorna på cykel i dag?"),
                      texts("Stemmer oversikten?", sv="Stämmer förteckningen?")],
        "market": {"maturity": "ready", "note": texts("Mange tilbyr det.", sv="Många erbjuder det.")},
        "law": [],
        "sources": [],
        **changes,
    }  # fmt: skip


def make_bank(organisation: Organisation, **fields: Any) -> Bank:
    """The organisation's own bank; made once."""
    own = Bank.objects.filter(organisation=organisation, source="").first()
    if own and not fields:
        return own
    values = {"name": f"Kravene til {organisation.name}", "languages": ["nb"], "seen_by": SeenBy.PUBLIC, **fields}
    slug = values.pop("slug", None) or f"{organisation.slug}-{next(_serial)}"
    return Bank.objects.create(organisation=organisation, slug=slug, **values)


def make_draft(organisation: Organisation, *, visibility: str = SeenBy.PUBLIC, **changes: Any) -> RequirementVersion:
    return new_requirement(bank=make_bank(organisation), said=said(**changes), visibility=visibility)


def make_published(
    organisation: Organisation, *, visibility: str = SeenBy.PUBLIC, **changes: Any
) -> RequirementVersion:
    return publish(make_draft(organisation, visibility=visibility, **changes))


def make_loaded_bank(organisation: Organisation, *contents: dict[str, Any], source: str = "Nabolag") -> Bank:
    """A bank of another source that the organisation has loaded for itself, its requirements published."""
    bank = Bank.objects.filter(organisation=organisation, source=source).first() or make_bank(
        organisation, source=source, name="Nabobanken", seen_by=SeenBy.OWN
    )
    for content in contents or (said(f"NAB-{next(_serial):03}"),):
        publish(new_requirement(bank=bank, said=content, visibility=SeenBy.OWN))
    return bank
