"""Pages of factor sets of one's own: handing in, mapping columns, reviewing, publishing, and who may."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from emissions.models import Footprint, OwnFactor, OwnFactorSet, OwnSetVersion
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.own_sets import begin_version
from emissions.services.review_own_set import accept_proposed_categories, publish_draft
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import at_work
from tests.emissions.own_set_cases import FILE, begun, published, published_again, read
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member

SETS = "/o/vik/factor-sets/"
NEW = f"{SETS}own/new/"
CHOSEN = {
    "column_code": "0", "column_name": "1", "column_factor": "2", "currency": "SEK", "mass": "kg", "per": "1",
    "price_year": "2022", "price_basis": "purchaser", "region": "SE", "gwp_set": "AR5", "code_kind": "nace",
    "spread_kind": "none", "publisher": "Konsulenten AS", "source": "Faktorer 2022", "licence": "For eget bruk",
}  # fmt: skip


def upload(content: bytes = FILE, name: str = "faktorer.csv") -> BytesIO:
    stream = BytesIO(content)
    stream.name = name
    return stream


def hand_in(client: Client, content: bytes = FILE) -> OwnFactorSet:
    answer = client.post(NEW, {"title": "Konsulentens sett", "file": upload(content)})
    assert answer.status_code == 302, words_of(answer)
    return OwnFactorSet.objects.get()


def errors_of(answer: Any) -> str:
    return str(answer.context["form"].errors)


def test_a_file_becomes_a_published_set_that_can_be_chosen(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        own_set = hand_in(as_finance)
        page = f"{SETS}own/{own_set.uuid}/"
        looked = as_finance.get(f"{page}draft/columns/")
        assert looked.context["form"].initial["column_factor"] == "2"
        assert [row.code for row in looked.context["looked_at"]] == ["10", "26", "41-43", "62"]
        assert not OwnFactor.objects.exists()

        again = as_finance.post(f"{page}draft/columns/", {**CHOSEN, "vat_rate": "25", "look": "yes"})
        assert str(again.context["looked_at"][0].kg_per_unit.normalize()) == "0.075"
        assert not OwnFactor.objects.exists()

        assert as_finance.post(f"{page}draft/columns/", CHOSEN)["Location"].endswith("/draft/categories/")
        review = as_finance.get(f"{page}draft/categories/")
        assert "are left to look at" in words_of(review)
        refused = as_finance.post(f"{page}draft/publish", follow=True)
        assert "not looked at yet" in words_of(refused)
        seen = {"revision": str(review.context["draft"].revision)}
        as_finance.post(f"{page}draft/categories/", seen)
        assert "can be published" in words_of(as_finance.get(f"{page}draft/categories/"))
        for address in ("draft/categories/", "draft/publish"):  # what was seen is no longer what is there
            assert "somebody" in words_of(as_finance.post(f"{page}{address}", seen, follow=True)).casefold()
        assert OwnSetVersion.objects.get(factor_set=own_set).is_draft
        now = as_finance.get(f"{page}draft/categories/").context["draft"].revision
        shown = as_finance.post(f"{page}draft/publish", {"revision": str(now)}, follow=True)
        assert "is published and locked" in words_of(shown)
        assert "Konsulentens sett" in words_of(as_finance.get(SETS))
        for tab, expected in (("about", "kg CO₂e per SEK"), ("categories", "Mat og drikke"), ("factors", "0.06")):
            assert expected in words_of(as_finance.get(f"{page}?tab={tab}"))
        for kind in ("csv", "xlsx"):
            assert as_finance.get(f"{page}versions/1/factors.{kind}").status_code == 200
        original = as_finance.get(f"{page}versions/1/original")
        assert original.getvalue() == FILE
        assert original["Content-Disposition"].startswith("attachment")


def test_wrong_rows_are_named_with_row_column_value_and_remedy(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        own_set = hand_in(as_finance, FILE.replace(b"0,04", b"mye").replace(b"0,03", b"-0,03"))
        page = f"{SETS}own/{own_set.uuid}/draft/columns/"

        refused = as_finance.post(page, CHOSEN)

        assert refused.status_code == 422
        text = words_of(refused)
        assert "2 rows cannot be read" in text
        assert "4 Faktor “mye” is no number. Write digits with one decimal mark, such as 0.045." in text
        assert "5 Faktor -0,03 is below zero. A factor for purchases cannot be." in text
        assert not OwnFactor.objects.exists()
        as_finance.post(page, {**CHOSEN, "keep_good_rows": "yes"})
        assert OwnSetVersion.objects.get().left_out == 2
        assert set(OwnFactor.objects.values_list("code", flat=True)) == {"10", "62"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"column_factor": ""}, "column_factor"),
        ({"column_unit": "2"}, "column_unit"),
        ({"price_year": "22"}, "price_year"),
        ({"price_year": "9" * 30}, "price_year"),
        ({"valid_from": "2025", "valid_to": "2024"}, "valid_to"),
        ({"vat_rate": "80"}, "vat_rate"),
        ({"spread_kind": "percent", "spread": "120"}, "spread"),
        ({"spread_kind": "percent"}, "spread"),
        ({"spread_kind": "interval"}, "spread_kind"),
        ({"currency": "XXX"}, "currency"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(
    vik: Organisation, as_finance: Client, changed: dict[str, str], field: str
) -> None:
    with at_work(vik):
        own_set = begun(vik)
        answer = as_finance.post(f"{SETS}own/{own_set.uuid}/draft/columns/", {**CHOSEN, **changed})
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert not OwnFactor.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 broken", "neither Excel nor CSV"),
        (b"\x00\x01\x02\x03", "neither Excel nor CSV"),
        (b"kode;faktor\n", "no row below the titles"),
        (b"just words\nand more words\n", "no table in the file"),
    ],
)
def test_a_file_without_a_table_is_not_kept(
    vik: Organisation, as_finance: Client, content: bytes, sentence: str
) -> None:
    answer = as_finance.post(NEW, {"title": "x", "file": upload(content)})
    assert answer.status_code == 422
    assert sentence in errors_of(answer)
    with at_work(vik):
        assert not OwnFactorSet.objects.exists()


def test_a_category_gets_other_factors_and_a_stale_form_is_told(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        own_set = begun(vik)
        revision = read(own_set).revision
        page = f"{SETS}own/{own_set.uuid}/draft/categories/food.catering/"
        mix = {"revision": revision, "code_0": "10", "weight_0": "60", "code_1": "62", "weight_1": "30"}
        assert "sum to 90 per cent" in errors_of(as_finance.post(page, mix))
        assert as_finance.post(page, {**mix, "weight_1": "40"}).status_code == 302
        stale = as_finance.post(page, {**mix, "weight_1": "40"})
        assert "Somebody else changed" in errors_of(stale)
        assert as_finance.post(page, {"revision": revision + 1, "code_0": "99"}).status_code == 422


def test_readers_see_published_sets_and_change_nothing(vik: Organisation, in_english: Callable[[User], Client]) -> None:
    with at_work(vik):
        own_set = published(vik)
    reader = in_english(make_member("Rita Reader", vik, Role.READER))
    page = f"{SETS}own/{own_set.uuid}/"
    assert reader.get(page).status_code == 200
    assert "Hand in" not in words_of(reader.get(page))
    for address in (NEW, f"{page}settings/", f"{page}versions/new/", f"{page}versions/1/original"):
        assert reader.get(address).status_code == 404
    assert reader.post(f"{page}draft/publish").status_code == 404


def test_settings_are_kept_and_a_stale_form_is_told(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        own_set = published(vik)
        page = f"{SETS}own/{own_set.uuid}/settings/"
        said = {"title": "Nytt navn", "place": "1", "revision": own_set.revision}
        assert as_finance.post(page, said).status_code == 302
        assert OwnFactorSet.objects.get().place == 1
        assert "Somebody else changed" in errors_of(as_finance.post(page, {**said, "title": "Et annet"}))


def test_a_comparison_shows_each_set_and_what_it_lacks(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        own_set = published(vik)
        answer = as_finance.get(f"{SETS}compare/")
        assert own_set.code in answer.context["chosen"]
        rows = {row["code"]: row for area in answer.context["areas"] for row in area["rows"]}
        by_set = dict(zip(answer.context["chosen"], rows["health.medicines"]["cells"], strict=True))
        assert by_set["no-snac"].kg is None
        assert "share a row" in by_set["no-snac"].missing
        assert by_set["us-epa-1.3.0"].kg
        assert "different warming potentials" in words_of(answer)
        for query in ("?year=x&currency=QQ&category=no&sets=nothing", "?year=2040", "?currency=EUR&sets=no-snac"):
            assert as_finance.get(f"{SETS}compare/{query}").status_code == 200
        for kind in ("csv", "xlsx"):
            assert as_finance.get(f"{SETS}compare/comparison.{kind}").status_code == 200


def test_two_sets_on_the_accounts_freeze_nothing(vik: Organisation, footprint: Any, as_finance: Client) -> None:
    with at_work(vik):
        own_set = published(vik)
        page = f"{SETS}compare/accounts/"
        answer = as_finance.get(f"{page}?year=2024&one=no-snac&other={own_set.code}")
        found = answer.context["found"]
        assert round(found.one.total.mean_kg, 6) == footprint.total_kg
        food = next(row["row"] for row in answer.context["rows"] if row["row"].category.startswith("food"))
        assert food.difference == food.other_kg - food.one_kg
        assert type(footprint).objects.count() == 1
    assert as_finance.get(f"{page}?year=1999&one=x").status_code == 200


def test_without_accounts_the_page_says_what_to_do(vik: Organisation, as_finance: Client) -> None:
    assert vik.pk
    assert "Import a ledger first" in words_of(as_finance.get(f"{SETS}compare/accounts/"))


def test_why_names_the_set_its_version_and_the_row_of_the_file(
    vik: Organisation, footprint: Any, as_finance: Client
) -> None:
    with at_work(vik):
        own_set = published(vik)
        mine = calculate_footprint(organisation=vik, year=footprint.year, factor_set=own_set.code)
        answer = as_finance.get(f"/o/vik/footprints/{mine.uuid}/categories/construction.buildings/")
        if answer.status_code == 404:
            answer = as_finance.get(f"/o/vik/footprints/{mine.uuid}/categories/food.mixed/")
        text = words_of(answer)
    assert "Konsulentens sett version 1 · row " in text
    assert f"/own/{own_set.uuid}/?version=1&amp;tab=factors" in answer.content.decode()


def test_a_version_tells_what_it_changes(vik: Organisation, as_finance: Client, footprint: Footprint) -> None:  # noqa: ARG001 - the accounts
    with at_work(vik):
        own_set = published(vik)
        page = f"{SETS}own/{own_set.uuid}/"
        assert "What it changes" not in words_of(as_finance.get(page))
        assert "first version" in words_of(as_finance.get(f"{page}?tab=changes"))
        mine = calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)
        published_again(own_set, FILE.replace(b"0,03", b"0,06").replace(b"62;IT", b"63;IT"))

        seen = as_finance.get(f"{page}?tab=changes")

        words = words_of(seen)
        assert "What it changes" in words
        assert "+100.0" in words
        assert "3 figures differ" in words
        (row,) = seen.context["rows"]
        assert (row["uuid"], row["before"]) == (mine.uuid, mine.total_kg)
        assert row["after"] > mine.total_kg
        changed = published_again(own_set, FILE, currency="NOK")
        assert "cannot be set beside each other" in words_of(
            as_finance.get(f"{page}?tab=changes&version={changed.number}")
        )


def test_a_column_of_price_years_makes_the_year_unnecessary(vik: Organisation, as_finance: Client) -> None:
    file = b"Kode;Navn;Faktor;Prisaar\n10;Mat;0,06;2021\n26;Datamaskiner;0,04;2022\n"
    with at_work(vik):
        page = f"{SETS}own/{hand_in(as_finance, file).uuid}/draft/columns/"
        looked = words_of(as_finance.get(page))
        assert "Code (required)" in looked
        assert "Licence (required)" in looked
        assert "Price year (required)" not in looked
        nothing = as_finance.post(page, {**CHOSEN, "price_year": ""})
        assert "Write the year of the money, or choose the column that says it." in errors_of(nothing)

        done = as_finance.post(page, {**CHOSEN, "price_year": "", "column_price_year": "3"})

        assert done.status_code == 302, errors_of(done)
        assert list(OwnFactor.objects.order_by("row").values_list("price_year", flat=True)) == [2021, 2022]


def test_a_row_without_its_price_year_still_needs_one(vik: Organisation, as_finance: Client) -> None:
    file = b"Kode;Navn;Faktor;Prisaar\n10;Mat;0,06;2021\n26;Datamaskiner;0,04;\n"
    with at_work(vik):
        page = f"{SETS}own/{hand_in(as_finance, file).uuid}/draft/columns/"
        refused = as_finance.post(page, {**CHOSEN, "price_year": "", "column_price_year": "3"})
        assert "Row 3 says no price year." in errors_of(refused)


def test_a_second_version_keeps_the_chosen_columns_and_warns_of_new_codes(
    vik: Organisation, as_finance: Client
) -> None:
    first = b"Vare;Gruppe;Faktor\n10;R10;0,06\n26;R26;0,04\n"
    with at_work(vik):
        own_set = hand_in(as_finance, first)
        page = f"{SETS}own/{own_set.uuid}/"
        as_finance.post(f"{page}draft/columns/", {**CHOSEN, "column_code": "1", "column_name": "0"})
        accept_proposed_categories(own_set)
        publish_draft(own_set)
        moved = b"Faktor;Gruppe;Vare;Merknad\n0,07;R10;10;x\n0,05;R26;26;y\n"
        begin_version(own_set, stream=BytesIO(moved), name="ny.csv")

        initial = as_finance.get(f"{page}draft/columns/").context["form"].initial
        chosen = {name: initial[f"column_{name}"] for name in ("code", "name", "factor")}
        assert chosen == {"code": "1", "name": "2", "factor": "0"}
        right = {**CHOSEN, "column_code": "1", "column_name": "2", "column_factor": "0"}
        as_finance.post(f"{page}draft/columns/", right)
        assert "Nearly all codes are new" not in words_of(as_finance.get(f"{page}draft/categories/"))
        as_finance.post(f"{page}draft/columns/", {**right, "column_code": "2", "column_name": "1"})
        warned = words_of(as_finance.get(f"{page}draft/categories/"))
        assert "2 of its 2 codes were not in version 1. Is the right column chosen as the code?" in warned


def test_the_name_of_the_file_stays_with_those_who_keep_the_set(
    vik: Organisation, as_finance: Client, as_leader: Client
) -> None:
    with at_work(vik):
        own_set = hand_in(as_finance)
        OwnSetVersion.objects.filter(factor_set=own_set).update(file_name="Ola Nordmann 850709-9805.csv")
        read(own_set)
        accept_proposed_categories(own_set)
        publish_draft(own_set)
    page = f"{SETS}own/{own_set.uuid}/"
    assert "Ola Nordmann" not in words_of(as_leader.get(page))
    kept = words_of(as_finance.get(page))
    assert "Ola Nordmann ••••••-••••.csv" in kept
