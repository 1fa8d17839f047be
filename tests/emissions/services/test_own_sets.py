"""Factor sets of one's own: from a file to a footprint, versions that stay, and who may use them."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from emissions.models import (
    Footprint,
    Intensity,
    IntensitySet,
    OwnCategoryFactors,
    OwnFactor,
    OwnFactorSet,
    OwnSetVersion,
)
from emissions.queries.known_sets import sets_to_choose
from emissions.queries.outdated import outdated
from emissions.queries.own_sets import draft_version_of, versions_of
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.locked_own_set import OwnSetNotPossibleError
from emissions.services.own_sets import begin_own_set, begin_version, change_own_set, drop_draft
from emissions.services.read_own_set import FileRefusedError, read_draft
from emissions.services.recompute_footprints import recompute_footprints, renew_footprints
from emissions.services.review_own_set import accept_proposed_categories, choose_category_factors, publish_draft
from foundation.access import Access, open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError, NotFoundError
from foundation.files.models import StoredFile
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import SeenBy
from tests.emissions.footprint_cases import at_work, calculated
from tests.emissions.own_set_cases import COLUMNS, FACTS, FILE, begun, published, published_again, read
from tests.factories.cast import Cast

OTHER = FILE.replace(b"0,06", b"0,12")


def kg_of(footprint: Footprint, category: str) -> Decimal:
    kg = footprint.parts.get(dimension="category", key=category, is_energy=False).kg
    assert isinstance(kg, Decimal)
    return kg


def food_at(vik: Organisation, own_set: OwnFactorSet) -> tuple[Footprint, Intensity]:
    footprint = calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)
    return footprint, footprint.intensity_set.intensities.get(category="food.meat", currency="SEK")


def test_a_footprint_is_made_with_the_own_set_and_pins_its_version_and_row(
    vik: Organisation, footprint: Footprint
) -> None:
    with at_work(vik):
        own_set = published(vik)
        version = versions_of(own_set)[0]
        mine, food = food_at(vik, own_set)

        assert mine.factor_set == own_set.code
        assert mine.intensity_set.factor_sets[0] == {
            "code": own_set.code,
            "version": "1",
            "checksums": {"content": version.content_hash},
        }
        (component,) = food.derivation["components"]
        assert (component["code"], component["row"], component["factor"]) == ("10", 3, "0.060000000000")
        assert food.derivation["factor_set"] == own_set.code
        assert Decimal(component["gsd2"]) > Decimal("1.73")  # ±50 per cent, and the years between
        assert mine.intensity_set.organisation == vik
        assert footprint.intensity_set.organisation is None
        helped = mine.intensity_set.intensities.get(category="services.consulting", currency="SEK")
        assert helped.derivation["factor_set"] == "no-snac"
        assert "other_factor_set" in helped.derivation["flags"]


def test_a_new_version_makes_footprints_outdated_and_the_old_one_stays(vik: Organisation, footprint: Footprint) -> None:
    with at_work(vik):
        own_set = published(vik)
        before, food = food_at(vik, own_set)
        assert outdated([before]) == set()

        published_again(own_set, OTHER)

        assert outdated([before]) == {before.pk}
        assert outdated([footprint]) == set()
        (renewed,) = renew_footprints(organisation=vik)
        after = renewed.intensity_set.intensities.get(category="food.meat", currency="SEK")
        assert after.kg_per_unit
        assert food.kg_per_unit
        assert round(after.kg_per_unit / food.kg_per_unit, 9) == 2  # the factor is twice as large
        assert after.derivation["version"] == "2"
        food.refresh_from_db()
        assert food.derivation["version"] == "1"
        assert [version.number for version in versions_of(own_set)] == [2, 1]


def test_the_order_of_preference_decides_who_helps_out(vik: Organisation, footprint: Footprint) -> None:
    cheap, dear = FILE.replace(b"0,06", b"0,01"), FILE.replace(b"0,06", b"0,09")
    only_it = FILE.replace(b"10;Mat og drikke;0,06\n", b"")
    with at_work(vik):
        chosen = published(vik, "Bare IT", file=only_it)
        second = published(vik, "To", file=cheap, place=2)
        first = published(vik, "En", file=dear, place=1)

        _footprint, food = food_at(vik, chosen)
        assert food.derivation["factor_set"] == first.code

        held = OwnFactorSet.objects.get(pk=first.pk)
        change_own_set(first, revision=held.revision, title="En", place=None, seen_by=SeenBy.OWN, is_withdrawn=False)
        _footprint, food = food_at(vik, chosen)
        assert food.derivation["factor_set"] == second.code
        assert outdated([footprint]) == {footprint.pk}  # the default set has helpers now


def test_a_set_serves_only_the_years_that_it_is_meant_for(vik: Organisation, tmp_path: Path) -> None:
    calculated(vik, tmp_path)
    with at_work(vik):
        own_set = published(vik, facts=replace(FACTS, valid_from=2025))
        _footprint, food = food_at(vik, own_set)
        assert food.derivation["factor_set"] == "no-snac"


def test_a_wrong_file_leaves_nothing_but_the_original(vik: Organisation) -> None:
    wrong = FILE.replace(b"0,04", b"mye").replace(b"62;", b";")
    with at_work(vik):
        own_set = begun(vik, file=wrong)
        draft = draft_version_of(own_set)
        assert draft

        with pytest.raises(FileRefusedError) as refused, transaction.atomic():
            read(own_set)

        assert [(one.place, one.field, one.code) for one in refused.value.problems] == [
            ("row 4", "Faktor", "not_a_number"),
            ("row 6", "Kode", "code_missing"),
        ]
        assert refused.value.good == 2
        assert not OwnFactor.objects.exists()
        assert not OwnCategoryFactors.objects.exists()
        assert StoredFile.objects.filter(pk=draft.file_id).exists()

        kept = read_draft(own_set, revision=draft.revision, columns=COLUMNS, facts=FACTS, keep_good_rows=True)
        assert (kept.left_out, kept.factors.count()) == (2, 2)


def test_nothing_is_published_before_every_category_was_looked_at(vik: Organisation) -> None:
    with at_work(vik):
        own_set = begun(vik)
        with pytest.raises(OwnSetNotPossibleError):
            publish_draft(own_set)
        draft = read(own_set)
        with pytest.raises(OwnSetNotPossibleError):
            publish_draft(own_set)

        weights = [("10", Decimal("0.75")), ("62", Decimal("0.25"))]
        choose_category_factors(own_set, revision=draft.revision, category="food.catering", weights=weights)
        assert accept_proposed_categories(own_set) == draft.categories.count() - 1
        assert accept_proposed_categories(own_set) == 0
        entry = draft.categories.get(category="food.catering")
        assert (entry.weights, entry.how, entry.is_reviewed) == ([["10", "0.75"], ["62", "0.25"]], "chosen", True)
        assert publish_draft(own_set).content_hash


@pytest.mark.parametrize(
    "weights",
    [
        [("99", Decimal(1))],
        [("10", Decimal("0.5"))],
        [("10", Decimal("0.5")), ("10", Decimal("0.5"))],
        [("10", Decimal(2)), ("62", Decimal(-1))],
    ],
)
def test_weights_that_make_no_sense_are_refused(vik: Organisation, weights: list[tuple[str, Decimal]]) -> None:
    with at_work(vik):
        own_set = begun(vik)
        read(own_set)
        with pytest.raises(OwnSetNotPossibleError):
            choose_category_factors(own_set, revision=None, category="food.catering", weights=weights)


@pytest.mark.parametrize("table", ["version", "factors", "categories"])
def test_what_is_published_never_changes_whoever_writes(vik: Organisation, table: str) -> None:
    with at_work(vik):
        version = versions_of(published(vik))[0]
        changed = {
            "version": lambda: OwnSetVersion.objects.filter(pk=version.pk).update(facts={}),
            "factors": lambda: version.factors.update(kg_per_unit=1),
            "categories": lambda: version.categories.all().delete(),
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            changed[table]()


def test_two_who_change_a_draft_do_not_overwrite_each_other(vik: Organisation) -> None:
    with at_work(vik):
        own_set = begun(vik)
        seen = read(own_set).revision
        choose_category_factors(own_set, revision=seen, category="food.catering", weights=[("10", Decimal(1))])
        with pytest.raises(ConflictError):
            choose_category_factors(own_set, revision=seen, category="food.catering", weights=[])
        with pytest.raises(ConflictError):
            read_draft(own_set, revision=seen, columns=COLUMNS, facts=FACTS)
        with pytest.raises(ConflictError):
            publish_draft(own_set, revision=seen)


def test_a_form_that_is_sent_twice_makes_one_set(vik: Organisation) -> None:
    key = uuid4()
    with at_work(vik):
        made = [
            begin_own_set(organisation=vik, title="Ett", stream=BytesIO(FILE), name="a.csv", form_key=key)
            for _ in range(2)
        ]
        assert made[0] == made[1]
        with pytest.raises(OwnSetNotPossibleError):
            begun(vik, "ETT")


def test_one_draft_at_a_time_and_a_dropped_one_is_gone(vik: Organisation) -> None:
    with at_work(vik):
        own_set = published(vik)
        begin_version(own_set, stream=BytesIO(OTHER), name="b.csv")
        with pytest.raises(OwnSetNotPossibleError):
            begin_version(own_set, stream=BytesIO(OTHER), name="c.csv")
        assert drop_draft(own_set) == own_set
        assert draft_version_of(own_set) is None
        with pytest.raises(OwnSetNotPossibleError):
            drop_draft(own_set)
        assert drop_draft(begun(vik, "Aldri utgitt")) is None
        kinds = Change.objects.filter(kind="emissions.own_factor_set").values_list("action", flat=True)
        assert set(kinds) == {"begun", "read", "published", "version_begun", "dropped"}


def test_a_withdrawn_set_makes_no_new_footprint_and_the_old_ones_stay(vik: Organisation, footprint: Footprint) -> None:
    with at_work(vik):
        own_set = published(vik)
        mine, _food = food_at(vik, own_set)
        change_own_set(
            own_set, revision=own_set.revision, title=own_set.title, place=None, seen_by="own", is_withdrawn=True
        )
        assert own_set.code not in {known.code for known in sets_to_choose(vik)}
        with pytest.raises(NotFoundError):
            calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)
        assert outdated([mine]) == {mine.pk}
        assert renew_footprints(organisation=vik) == []
        assert footprint.pk != mine.pk


def test_members_use_what_their_network_publishes_and_nobody_else_sees_it(cast: Cast, tmp_path: Path) -> None:
    with open_access(access_for_work(cast.network.pk)):
        shared = published(cast.network, "Avtalt i nettverket", seen_by=SeenBy.NETWORK)
        kept = published(cast.network, "Nettverkets eget")
    with open_access(access_for_work(cast.granby.pk)):
        foreign = published(cast.granby, "Granbys sett", seen_by=SeenBy.NETWORK)
    calculated(cast.ekby, tmp_path)
    with at_work(cast.ekby):
        codes = {known.code for known in sets_to_choose(cast.ekby)}
        assert shared.code in codes
        assert not codes & {kept.code, foreign.code}
        footprint = calculate_footprint(organisation=cast.ekby, year=2024, factor_set=shared.code)
        assert footprint.intensity_set.organisation == cast.ekby
        assert not OwnFactorSet.objects.filter(pk=kept.pk).exists()
        for code in (kept.code, foreign.code):
            with pytest.raises(NotFoundError):
                calculate_footprint(organisation=cast.ekby, year=2024, factor_set=code)
    with open_access(access_for_work(cast.granby.pk)):
        assert not IntensitySet.objects.filter(organisation=cast.ekby).exists()
        assert not Intensity.objects.filter(organisation=cast.ekby).exists()
        calculated(cast.granby, tmp_path)
    with open_access(access_for_work(cast.network.pk)), transaction.atomic():
        OwnFactorSet.objects.filter(pk=shared.pk).update(seen_by=SeenBy.OWN)
    with at_work(cast.ekby):
        assert outdated([footprint]) == {footprint.pk}


def test_many_are_calculated_together_each_with_its_own_sets(cast: Cast, tmp_path: Path) -> None:
    for place in (cast.ekby, cast.granby):
        calculated(place, tmp_path)
    with at_work(cast.ekby):
        own_set = published(cast.ekby, place=1)
    with open_access(Access(writable=(cast.ekby.pk, cast.granby.pk))):
        made = recompute_footprints(organisations=[cast.ekby, cast.granby])
        assert [footprint.organisation for footprint in made] == [cast.ekby]
        assert made[0].intensity_set.factor_sets[1]["code"] == own_set.code
        assert kg_of(made[0], "food.mixed") > 0
