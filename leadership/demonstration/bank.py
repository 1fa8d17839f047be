"""The bank of the demonstration: the network writes requirements, its members use them, Ekby tells of two examples.

All of it is invented and says so. Each part is made if it is not there, by the services that the pages call, and what
people have done with it since is left alone; a demonstration of yesterday gets what it lacks.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from leadership.demonstration.cast import NETWORK
from organisations.models import Organisation
from requirements_bank.models import Adoption, Bank, Example, Requirement, RequirementVersion, SeenBy, State
from requirements_bank.services.adopt import adopt, make_variant
from requirements_bank.services.examples import new_example, publish_example
from requirements_bank.services.own_bank import own_bank
from requirements_bank.services.versions import change_visibility, new_draft, new_requirement, publish, send_to_review

TEXTS = Path(__file__).parent / "bank_texts.yaml"
IN_REVIEW = "FJO-007"
# Which municipality uses what, seen by its neighbours unless it shows it to everybody.
SHIPPED_IN_USE = {
    "ekby": ("TRA-005", "FOO-001", "BYG-001"),
    "lauvdal": ("TRA-001", "FOO-001"),
    "nordbygda": ("TRA-001",),
    "granvik": ("TRA-001", "TRA-005", "FOO-001"),
    "soderasa": ("FOO-001",),
}
NETWORK_IN_USE = {
    "ekby": ("FJO-001", "FJO-002", "FJO-005"),
    "lauvdal": ("FJO-001", "FJO-002", "FJO-004"),
    "nordbygda": ("FJO-001",),
    "granvik": ("FJO-001", "FJO-002", "FJO-003"),
    "soderasa": ("FJO-001", "FJO-003"),
}
FOR_EVERYBODY = frozenset({"FJO-002", "TRA-005"})


def fill_bank(organisations: Mapping[str, Organisation]) -> None:
    """Give the demonstration's organisations their requirements, uses and examples; what is there stays as it is."""
    network, ekby = organisations[NETWORK[0]], organisations["ekby"]
    members = {slug: organisation for slug, organisation in organisations.items() if organisation != network}
    _own_requirements(network)
    for slug, member in members.items():
        _uses(member, (*SHIPPED_IN_USE[slug], *NETWORK_IN_USE[slug]))
    for anew in _texts()["second_versions"]:
        if second := _second_version(network, anew):
            for slug in anew["taken_by"]:
                with _at_work(members[slug]):
                    adopt(organisation=members[slug], version=second)
    _ekbys_bank(ekby)
    _ekbys_examples(ekby)


@contextmanager
def _at_work(organisation: Organisation) -> Iterator[None]:
    """Write for one organisation as the demonstration, all or nothing."""
    with open_access(access_for_work(organisation.pk)), acting(Actor("Demonstration")), transaction.atomic():
        yield


def _own_requirements(network: Organisation) -> None:
    with _at_work(network):
        bank = _bank(network)
        for said in _requirements():
            if _has(bank, said["code"]):
                continue
            draft = new_requirement(bank=bank, said=said)
            if said["code"] == IN_REVIEW:
                send_to_review(draft, open_to=SeenBy.NETWORK)
            else:
                publish(draft)


def _second_version(network: Organisation, anew: Mapping[str, Any]) -> RequirementVersion | None:
    """Return the second version of one of the network's requirements, if it was published now."""
    with _at_work(network):
        first = _published(anew["code"])
        if first is None or first.requirement.versions.count() > 1:
            return None
        draft = new_draft(requirement=first.requirement, said={**first.content, **anew["changes"]})
        return publish(draft, change_note=anew["change_note"])


def _uses(member: Organisation, codes: Iterable[str]) -> None:
    """Use what the member has not used before; what it has stopped using stays so."""
    with _at_work(member):
        known = set(Adoption.objects.filter(organisation=member).values_list("requirement__code", flat=True))
        for code in codes:
            if code not in known and (version := _published(code)):
                seen_by = SeenBy.PUBLIC if code in FOR_EVERYBODY else SeenBy.NETWORK
                adopt(organisation=member, version=version, seen_by=seen_by)


def _ekbys_bank(ekby: Organisation) -> None:
    """Two variants that Ekby shows its networks, and a draft."""
    with _at_work(ekby):
        bank = _bank(ekby)
        for variant in _texts()["ekby_variants"]:
            if not Requirement.objects.filter(bank=bank, variant_of__code=variant["source"]).exists():
                _variant(ekby, bank, variant)
        said = _texts()["ekby_draft"]
        if not _has(bank, said["code"]):
            new_requirement(bank=bank, said=said)


def _variant(ekby: Organisation, bank: Bank, variant: Mapping[str, Any]) -> None:
    if source := _published(variant["source"]):
        made = publish(make_variant(organisation=ekby, bank=bank, version=source, changes=variant["changes"]))
        change_visibility(made.requirement, SeenBy.NETWORK)


def _ekbys_examples(ekby: Organisation) -> None:
    with _at_work(ekby):
        for said in _texts()["examples"]:
            if Example.objects.filter(organisation=ekby, code=said["code"]).exists():
                continue
            told = {name: value for name, value in said.items() if name != "contact"}
            source = {"title": next(iter(said["title"].values())), "publisher": said["who"], "year": None, "url": ""}
            example = new_example(organisation=ekby, said={**told, "sources": [source]}, contact=said["contact"])
            publish_example(example, seen_by=SeenBy.NETWORK)


def _bank(organisation: Organisation) -> Bank:
    """Return the organisation's own bank, opened for everybody when it is new and says nothing of itself yet."""
    with override("nb"):  # the name it gets, whoever loads it
        bank = own_bank(organisation)
    description = _texts()["descriptions"][organisation.slug]
    Bank.objects.filter(pk=bank.pk, description="").update(description=description, seen_by=SeenBy.PUBLIC)
    return bank


def _has(bank: Bank, code: str) -> bool:
    return Requirement.objects.filter(bank=bank, code=code).exists()


def _published(code: str) -> RequirementVersion | None:
    """Return the published version of a shipped requirement or one of the network's; None if people have retired it."""
    shipped_or_ours = Q(requirement__organisation=None) | Q(requirement__organisation__slug=NETWORK[0])
    found = RequirementVersion.objects.filter(shipped_or_ours, requirement__code=code, state=State.PUBLISHED)
    return found.select_related("requirement__bank").first()


def _requirements() -> list[dict[str, Any]]:
    texts = _texts()
    return [{**texts["defaults"], **said} for said in texts["network"]]


@cache
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return texts
