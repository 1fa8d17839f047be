"""Pages with the whole world behind them: milliseconds in the server at the median, and the number of queries."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from django.test import Client
from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.one_factor import shared_set
from benchmarks.page_timing import page_figures, signed_in
from benchmarks.world import World, add_import, random_lines
from emissions.models import LedgerImport, LedgerJoin
from emissions.queries.review import ReviewQueue
from emissions.queries.review_group import ReviewGroup
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.join_ledgers import join_ledgers
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation

DECISION_MS = 300.0
YEAR = 2024
SEED = 7
Pages = dict[str, str]


def measure(world: World) -> list[Figure]:
    """Open pages of one municipality, of one with two ledgers, and of a network as somebody from its finance office."""
    one, two = world.organisations[:2]
    version = shared_set(world)
    finance = signed_in(one)
    places = [(finance, _pages(one)), (signed_in(two), _join_pages(two, world))]
    own_set = version.factor_set
    changes = reverse("own_set", args=[own_set.organisation.slug, own_set.uuid])
    places.append(
        (signed_in(own_set.organisation), {"own_set_page": changes, "own_set_changes_page": f"{changes}?tab=changes"})
    )
    opened = [
        figure
        for client, pages in places
        for name, address in pages.items()
        for figure in page_figures(name, partial(client.get, address))
    ]
    return [*opened, *_preview(one, finance), *_decisions(one, finance)]


def _pages(organisation: Organisation) -> Pages:
    """Return the addresses of what a municipality has."""
    with open_access(access_for_work(organisation.pk)):
        footprint = calculate_footprint(organisation=organisation, year=YEAR)
        newest = LedgerImport.objects.filter(organisation=organisation).latest("pk")
    place = [organisation.slug]
    return {
        "footprint_page": reverse("footprint", args=[*place, footprint.uuid]),
        "overview_page": reverse("overview", args=place),
        "lines_page": reverse("footprint_lines", args=[*place, footprint.uuid]),
        "mapping_page": reverse("mapping", args=place),
        "review_page": reverse("review", args=place),
        "quality_page": reverse("quality", args=place),
        "imports_page": reverse("accounts", args=place),
        "import_page": reverse("ledger_import", args=[*place, newest.uuid]),
        "rules_page": reverse("rules", args=place),
        "factor_sets_page": reverse("factor_sets", args=place),
    }


def _join_pages(organisation: Organisation, world: World) -> Pages:
    """Bring a supplier ledger as long as a year's general ledger, of which nothing is found again; return the join."""
    lines = max(world.lines // (len(world.organisations) * 5), 1)
    generator = np.random.default_rng([SEED])
    with open_access(access_for_work(organisation.pk)):
        add_import(organisation, YEAR, [random_lines(generator, YEAR, 0, lines)], ledger="supplier")
        join_ledgers(organisation=organisation, years=[YEAR])
        join = LedgerJoin.objects.filter(organisation=organisation).latest("pk")
    return {"join_page": reverse("ledger_join", args=[organisation.slug, join.uuid])}


def _preview(organisation: Organisation, client: Client) -> list[Figure]:
    """Preview a rule that takes a tenth of the accounts over all years."""
    said = {"account": "4", "effect": "bought", "category": "food.mixed", "explanation": "Bench", "step": "preview"}
    address = reverse("new_rule", args=[organisation.slug])
    return page_figures("rule_preview", partial(client.post, address, said))


def _decisions(organisation: Organisation, client: Client) -> list[Figure]:
    """Decide on one group of the review queue after the other."""
    with open_access(access_for_work(organisation.pk)):
        groups = iter(ReviewQueue(organisation, YEAR).groups)
    address = reverse("decide_review", args=[organisation.slug])
    return page_figures("review_decision", partial(_decide, client, address, groups), target=DECISION_MS)


def _decide(client: Client, address: str, groups: Iterator[ReviewGroup]) -> Any:  # noqa: ANN401 - what Django's browser answers with
    group = next(groups)
    level = "supplier_account" if group.key.has_supplier else "account"
    said = {"year": YEAR, "item": group.item, "level": level, "category": "food.mixed", "explanation": "Bench"}
    return client.post(address, said)
