"""The supplier register of BENCH_CARDS cards (100,000) and 5,000 possible doubles: its pages, searched and in order.

The cards come from three lines each of one year, loaded and classified as any ledger; every seventh has a second
spelling of the same number.
"""

import os
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

import numpy as np
import polars as pl
from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.page_timing import page_figures, signed_in
from benchmarks.world import BATCH, add_import, random_lines
from emissions.services.map_keys import ensure_mapping_version
from emissions.services.year_totals import refresh_years
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from suppliers.models import MergeProposal, SupplierCard

YEAR = 2024
LINES_OF_A_CARD = 3
SECOND_SPELLING = 7
PAIRS = 5_000
NAMES = ("Nord", "Berg", "Lund", "Vik", "Holm", "Strand", "Dal", "Sten", "Ek", "Björk", "Gran", "Fjäll", "Söder")
TRADES = ("Transport", "Taxi", "Elektro", "Bygg", "Konsult", "Städ", "Livs", "Bageri", "Plåt", "Rör", "Måleri")
FORMS = ("AB", "HB", "Ekonomisk förening")


def measure() -> list[Figure]:
    """Make the register and open its pages."""
    cards = int(os.environ.get("BENCH_CARDS", "100000").replace("_", ""))
    organisation = make_register(cards)
    client = signed_in(organisation)
    with open_access(access_for_work(organisation.pk)):
        one = MergeProposal.objects.select_related("card").latest("pk").card
    register = reverse("suppliers", args=[organisation.slug])
    asked: dict[str, dict[str, str]] = {
        "suppliers_page": {},
        "suppliers_by_name": {"sort": "name"},
        "suppliers_late_page": {"page": "1000"},
        "suppliers_words": {"q": "bergvik transport"},
        "suppliers_number": {"q": "55600123"},
        "suppliers_with_doubles": {"show": "doubles"},
    }
    addresses = {name: f"{register}?{urlencode(query)}" for name, query in asked.items()} | {
        "supplier_page": reverse("supplier", args=[organisation.slug, one.uuid]),
        "doubles_page": reverse("supplier_doubles", args=[organisation.slug]),
    }
    return [
        figure for name, address in addresses.items() for figure in page_figures(name, partial(client.get, address))
    ]


def make_register(cards: int) -> Organisation:
    """Make an organisation that bought from `cards` supplier cards in one year."""
    organisation = Organisation.objects.create(
        slug="storstad", name="Storstad", kind="municipality", country="SE", chart="kommun_bas", number="2129999998"
    )
    generator = np.random.default_rng([cards])
    lines = cards * LINES_OF_A_CARD
    with open_access(access_for_work(organisation.pk)):
        batches = (_lines(generator, start, min(BATCH, lines - start), cards) for start in range(0, lines, BATCH))
        version = ensure_mapping_version(organisation)
        add_import(organisation, YEAR, batches)
        refresh_years(version, [YEAR])
        _propose(organisation)
    return organisation


def _lines(generator: np.random.Generator, start: int, size: int, cards: int) -> pl.DataFrame:
    """Return lines of the cards in turn; the name of a card follows from its number alone."""
    card = pl.int_range(start, start + size, eager=True) % cards
    company = card - (card % SECOND_SPELLING == SECOND_SPELLING - 1).cast(pl.Int64)
    words = pl.DataFrame({"card": card, "company": company}).select(
        number=pl.lit("5560") + pl.col("company").cast(pl.String).str.zfill(6),
        name=pl.concat_str(
            *(_word(NAMES, pl.col("company") // step) for step in (1, 13)),
            pl.lit(" "),
            _word(TRADES, pl.col("company") // 169),
            pl.when(pl.col("card") != pl.col("company")).then(pl.lit(", ")).otherwise(pl.lit(" ")),
            _word(FORMS, pl.col("company")),
        ),
    )
    lines = random_lines(generator, YEAR, start, size)
    account = lines["account"].unique().sort()
    return lines.with_columns(
        supplier_number=words["number"],
        supplier_name=words["name"],
        account=account.gather(card % account.len()),
        unit=pl.lit("U1"),
    )


def _word(words: tuple[str, ...], place: pl.Expr) -> pl.Expr:
    return (place % len(words)).replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def _propose(organisation: Organisation) -> None:
    """Propose pairs of neighbouring cards as doubles."""
    first = SupplierCard.objects.filter(organisation=organisation).order_by("pk")[: 2 * PAIRS]
    known = list(first)
    MergeProposal.objects.bulk_create(
        MergeProposal(
            organisation=organisation,
            card=one,
            other=other,
            reason="same_name",
            confidence=Decimal("0.90"),
            at_stake=Decimal(place),
        )
        for place, (one, other) in enumerate(zip(known[::2], known[1::2], strict=False))
    )
