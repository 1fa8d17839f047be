"""Requirements are found by what buyers type, narrowed down by choices, and only by those who may see them."""

from collections.abc import Mapping, Sequence

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.queries.found_requirements import Chosen, Found, found_requirements
from requirements_bank.services.adopt import adopt
from requirements_bank.services.load_shipped import load_shipped_bank
from requirements_bank.services.versions import change_visibility, new_draft, publish, retire
from tests.factories.bank import make_bank, make_draft, make_published, texts
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def find(
    organisation: Organisation,
    words: str = "",
    choices: Mapping[str, Sequence[str]] | None = None,
    *,
    language: str = "nb",
    sort: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Found:
    with open_access(access_for_work(organisation.pk)):
        return found_requirements(
            organisation, Chosen(words, choices or {}, sort), language=language, limit=limit, offset=offset
        )


def codes(organisation: Organisation, found: Found) -> list[str]:
    with open_access(access_for_work(organisation.pk)):
        versions = RequirementVersion.objects.select_related("requirement").in_bulk([pk for pk, _uses in found.page])
        return [versions[pk].requirement.code for pk, _uses in found.page]


# What buyers look for in the shipped bank, and which requirements must come first, in any order among them.
LABELLED = [
    ("nb", "utslippsfri varetransport", {"TRA-002", "TRA-003", "TRA-004"}),
    ("nb", "økologisk mat", {"FOO-001", "FOO-002", "FOO-003"}),
    ("nb", "matsvinn", {"FOO-008", "FOO-009"}),
    ("nb", "brukte møbler", {"KON-002", "KON-003", "KON-004"}),
    ("nb", "asfalt", {"MAT-004", "MAT-005", "VED-011"}),
    ("nb", "betong", {"MAT-001", "MAT-002"}),
    ("nb", "skoleskyss", {"TRA-005", "TRA-006"}),
    ("nb", "sykkelbud", {"TRA-020"}),
    ("nb", "fornybar strøm i datasenter", {"IKT-008"}),
    ("nb", "bærbare pc-er ombruk", {"IKT-001", "IKT-002"}),
    ("nb", "kuldemedier", {"VED-007"}),
    ("nb", "flyreiser", {"TJE-005"}),
    ("nb", "TRA-012", {"TRA-012"}),
    ("nb", "lavtemperatur", {"MAT-005"}),
    ("nn", "utsleppsfri varetransport", {"TRA-002", "TRA-003", "TRA-004"}),
    ("nn", "reine massar", {"BYG-007"}),
    ("nn", "færre flyreiser", {"TJE-005"}),
    ("sv", "utsläppsfria transporter", {"TRA-003", "BYG-012"}),
    ("sv", "återbrukade möbler", {"KON-002", "KON-003", "KON-004"}),
    ("sv", "ekologiska livsmedel", {"FOO-001", "FOO-002", "FOO-003"}),
    ("sv", "skolskjuts", {"TRA-005", "TRA-006"}),
    ("sv", "matsvinn", {"FOO-008", "FOO-009"}),
    ("sv", "köldmedier", {"VED-007"}),
    ("en", "zero-emission deliveries", {"TRA-002", "TRA-004"}),
    ("en", "food waste", {"FOO-008", "FOO-009"}),
    ("en", "reused furniture", {"KON-002", "KON-003", "KON-004"}),
    ("en", "concrete", {"MAT-001", "MAT-002"}),
    # in other words
    ("nb", "gressklipper", {"VED-008"}),
    ("nb", "gjenbruk av møbler", {"KON-002", "KON-003", "KON-004"}),
    ("nb", "lett lastebil", {"TRA-008"}),
    ("sv", "utsläppsfri varutransport", {"TRA-002", "TRA-003", "TRA-004"}),
    ("nb", "TCO Certified", {"IKT-007", "IKT-014"}),
    # misspelt
    ("nb", "utslipsfri varetransprt", {"TRA-002", "TRA-003", "TRA-004", "BYG-012"}),
    ("nb", "økologsk mat", {"FOO-001", "FOO-002", "FOO-003"}),
    ("sv", "återbruckade möbler", {"KON-002", "KON-003", "KON-004"}),
]


def test_loose_hits_are_few_and_told_apart(ekby: Organisation) -> None:
    load_shipped_bank()

    swedish = find(ekby, "utsläppsfri varutransport", language="sv")
    loose = find(ekby, "betong zxqwv kantine", limit=50)

    assert swedish.total <= 24
    assert loose.is_any
    assert loose.total <= 23
    assert loose.loose == {pk for pk, _uses in loose.page}
    assert find(ekby, "TCO Certified").total <= 24
    assert not find(ekby, "asfalt").loose


def test_buyers_find_what_they_look_for_in_the_shipped_bank(ekby: Organisation) -> None:
    load_shipped_bank()

    wrong = {}
    for language, words, expected in LABELLED:
        first = codes(ekby, find(ekby, words, language=language))[: len(expected)]
        if set(first) != expected:
            wrong[f"{language}: {words}"] = first

    assert wrong == {}


def test_a_cpv_code_is_found_however_it_is_written(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        for code, cpv in [("EGN-1", "60100000"), ("EGN-2", "60161000"), ("EGN-3", "60000000"), ("EGN-4", "15000000")]:
            make_published(ekby, code=code, cpv=[cpv])

    for typed in ("60100000", "60100000-9", "6010", "601", "cpv 60100000"):
        assert codes(ekby, find(ekby, typed)) == ["EGN-1", "EGN-2", "EGN-3"], typed
    assert codes(ekby, find(ekby, "60161000")) == ["EGN-2", "EGN-1", "EGN-3"]


def test_parts_of_compounds_and_what_a_category_holds_are_found(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        make_published(ekby, code="EGN-1", title=texts("Lastesykler", sv="Lastcyklar"))
        make_published(ekby, code="EGN-2", title=texts("Noe annet", sv="Annat"), categories=["food.meat"],
                       wording=texts("Andelen er {share}.", sv="Andelen är {share}."))  # fmt: skip

    assert codes(ekby, find(ekby, "sykler")) == ["EGN-1"]
    assert codes(ekby, find(ekby, "frakt")) == ["EGN-1"]  # what its category holds


def test_too_few_with_all_words_and_those_with_any_follow(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        make_published(ekby, code="EGN-1", title=texts("Asfalt og betong", sv="Asfalt och betong"))
        make_published(ekby, code="EGN-2", title=texts("Asfalt", sv="Asfalt"))
        make_published(ekby, code="EGN-3", title=texts("Papir", sv="Papper"))

    found = find(ekby, "betong asfalt")
    nothing = find(ekby, "betong zxqwv")

    assert (codes(ekby, found), found.is_any, found.by_all) == (["EGN-1", "EGN-2"], True, 1)
    assert (codes(ekby, nothing), nothing.by_all, list(nothing.unknown)) == (["EGN-1"], 0, ["zxqwv"])


def test_words_of_another_language_are_found_where_ones_own_knows_none(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        make_published(ekby, code="EGN-1")

    found = find(ekby, "lastcykel")

    assert (codes(ekby, found), found.is_foreign) == (["EGN-1"], True)
    assert find(ekby, "lastcykel", language="sv").is_foreign is False
    assert codes(ekby, find(ekby, "lastesykkel", language="en")) == ["EGN-1"]  # shown in bokmål to English readers


def test_a_facet_counts_what_all_other_choices_leave(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        make_published(ekby, level="basic", kind="contract_clause")
        make_published(ekby, level="advanced", kind="contract_clause")
        make_published(ekby, level="advanced", kind="award_criterion", countries=["NO"])

    found = find(ekby, choices={"level": ["advanced"], "kind": ["award_criterion"]})

    assert found.total == 1
    assert found.counts["level"] == {"advanced": 1}
    assert found.counts["kind"] == {"award_criterion": 1, "contract_clause": 1}
    assert found.counts["country"] == {"NO": 1}
    assert found.counts["category"] == {"transport": 1, "transport.goods": 1}
    either = find(ekby, choices={"level": ["basic", "advanced"]})
    assert (either.total, either.counts["kind"]) == (3, {"contract_clause": 2, "award_criterion": 1})


def test_every_choice_narrows_down(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        make_published(ekby, code="EGN-1")
        make_published(
            ekby, code="EGN-2", area="food", kind="award_criterion", level="spearhead", themes=["food"],
            categories=["food.meat"], countries=["SE"], measure=None,
            market={"maturity": "early", "note": texts("Ny", sv="Ny")},
        )  # fmt: skip
        slug = make_bank(ekby).slug

    both = ["EGN-1", "EGN-2"]
    for facet, value, expected in [
        ("area", "food", ["EGN-2"]), ("kind", "award_criterion", ["EGN-2"]), ("level", "spearhead", ["EGN-2"]),
        ("theme", "food", ["EGN-2"]), ("category", "food", ["EGN-2"]), ("category", "food.meat", ["EGN-2"]),
        ("country", "NO", ["EGN-1"]), ("market", "early", ["EGN-2"]), ("measurable", "yes", ["EGN-1"]),
        ("staircase", "yes", []), ("text", "sv", both), ("text", "en", []), ("owner", "own", both),
        ("owner", "shipped", []), ("bank", slug, both), ("bank", "another", []), ("ours", "yes", []),
    ]:  # fmt: skip
        found = find(ekby, choices={facet: [value]})
        assert (codes(ekby, found), found.total) == (expected, len(expected)), (facet, value)


def test_a_leaf_narrows_its_area_down(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        make_published(ekby, code="EGN-1", categories=["food.meat"])
        make_published(ekby, code="EGN-2", categories=["food.mixed"])

    assert codes(ekby, find(ekby, choices={"category": ["food", "food.mixed"]})) == ["EGN-2"]


def test_use_by_oneself_and_by_neighbours_is_counted_as_far_as_it_is_seen(cast: Cast) -> None:
    stranger = make_organisation()
    with open_access(access_for_work(cast.ekby.pk)):
        first, second = make_published(cast.ekby, code="EGN-1"), make_published(cast.ekby, code="EGN-2")
        adopt(organisation=cast.ekby, version=first)
    with open_access(access_for_work(cast.granby.pk)):
        adopt(organisation=cast.granby, version=first)
        adopt(organisation=cast.granby, version=second, seen_by=SeenBy.OWN)

    ours, neighbours = find(cast.ekby, choices={"ours": ["yes"]}), find(cast.ekby, choices={"neighbours": ["yes"]})

    assert (ours.page, neighbours.page) == ([(first.pk, 2)], [(first.pk, 2)])
    assert find(cast.granby, choices={"ours": ["yes"]}).total == 2
    assert codes(cast.ekby, find(cast.ekby, sort="used")) == ["EGN-1", "EGN-2"]
    assert {uses for _version, uses in find(stranger).page} == {0}


@pytest.mark.parametrize(
    ("visibility", "neighbour", "stranger"), [(SeenBy.OWN, 0, 0), (SeenBy.NETWORK, 1, 0), (SeenBy.PUBLIC, 1, 1)]
)
def test_nobody_finds_or_counts_what_they_may_not_see(
    cast: Cast, visibility: SeenBy, neighbour: int, stranger: int
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        title = texts("Rundballeplast", sv="Rundbalsplast")
        make_published(cast.ekby, code="EGN-1", title=title, visibility=visibility)

    for organisation, expected in ((cast.ekby, 1), (cast.granby, neighbour), (make_organisation(), stranger)):
        for words in ("", "rundballeplast", "rundballe", "rundbaleplast", "EGN-1", "60100000"):
            found = find(organisation, words)
            assert (found.total, len(found.page)) == (expected, expected), (organisation.slug, words)
            assert sum(found.counts["kind"].values()) == expected


def test_what_is_found_follows_the_life_of_a_requirement(cast: Cast) -> None:
    ekby, granby = cast.ekby, cast.granby
    with open_access(access_for_work(ekby.pk)):
        draft = make_draft(ekby, code="EGN-1", title=texts("Rundballer", sv="Rundbalar"))
    assert find(ekby, "rundballer").total == 0

    with open_access(access_for_work(ekby.pk)):
        first = publish(draft)
    assert find(granby, "rundballer").page == [(first.pk, 0)]

    with open_access(access_for_work(ekby.pk)):
        said = {**first.content, "title": texts("Halmballer", sv="Halmbalar")}
        second = publish(new_draft(requirement=first.requirement, said=said))
    assert (find(granby, "rundballer").total, find(granby, "halmballer").page) == (0, [(second.pk, 0)])

    with open_access(access_for_work(ekby.pk)):
        change_visibility(second.requirement, SeenBy.OWN)
    assert (find(granby, "halmballer").total, find(ekby, "halmballer").total) == (0, 1)

    with open_access(access_for_work(ekby.pk)):
        second.refresh_from_db()
        retire(second, reason="Ikke i bruk")
    assert (find(ekby, "halmballer").total, find(ekby).total) == (0, 0)


def test_pages_follow_each_other_without_gap_or_double(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        made = [make_published(ekby).requirement.code for _ in range(7)]

    for words, sort in (("", ""), ("leveranser", ""), ("", "newest"), ("leveranser", "used")):
        seen = [
            code for start in (0, 3, 6) for code in codes(ekby, find(ekby, words, sort=sort, limit=3, offset=start))
        ]
        assert sorted(seen) == sorted(made)
    assert codes(ekby, find(ekby, sort="newest", limit=1)) == made[-1:]
