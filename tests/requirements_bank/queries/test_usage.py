"""Who uses what: by version, as far as it is in sight; what nobody has told is missing and never zero."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.panels import register_panel
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.queries.usage import (
    Usage,
    UsageRow,
    Use,
    usage_by_adoption,
    usage_of,
    usage_of_requirement,
    used_requirements,
)
from requirements_bank.services.adopt import adopt, end_adoption, make_variant
from requirements_bank.services.versions import new_draft, publish, retire
from tests.factories.bank import make_bank, make_draft, make_published
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
CONTRACTS_TOO = "tests.usage_with_contracts"


def used_by(organisation: Organisation, version: RequirementVersion, seen_by: str = SeenBy.NETWORK) -> None:
    with open_access(access_for_work(organisation.pk)):
        adopt(organisation=organisation, version=version, seen_by=seen_by)


def published(cast: Cast) -> RequirementVersion:
    with open_access(access_for_work(cast.network.pk)):
        return make_published(cast.network, code="NET-001")


def seen_from(organisation: Organisation, version: RequirementVersion) -> Usage:
    with open_access(access_for_work(organisation.pk)):
        return usage_of_requirement(version.requirement)[0]


def test_uses_are_seen_as_far_as_their_owners_show_them(cast: Cast) -> None:
    version = published(cast)
    used_by(cast.ekby, version)
    used_by(cast.granby, version, SeenBy.OWN)
    stranger = make_organisation()
    used_by(stranger, version, SeenBy.PUBLIC)

    names = {row.organisation for row in seen_from(cast.network, version).rows}
    assert names == {cast.ekby.name, stranger.name}
    assert {row.organisation for row in seen_from(cast.granby, version).rows} == names | {cast.granby.name}
    assert {row.organisation for row in seen_from(make_organisation(), version).rows} == {stranger.name}


def test_each_version_has_its_own_uses(cast: Cast) -> None:
    first = published(cast)
    used_by(cast.ekby, first)
    with open_access(access_for_work(cast.network.pk)):
        second = publish(new_draft(requirement=first.requirement, said={**first.content, "level": "advanced"}))
    with open_access(access_for_work(cast.granby.pk)):
        make_variant(organisation=cast.granby, bank=make_bank(cast.granby), version=second)

    with open_access(access_for_work(cast.network.pk)):
        together, by_version = usage_of_requirement(first.requirement)
    assert [(row.organisation, row.use) for row in by_version[first.pk].rows] == [(cast.ekby.name, Use.AS_IS)]
    assert [(row.organisation, row.use) for row in by_version[second.pk].rows] == [(cast.granby.name, Use.VARIANT)]
    assert together.users == 2


def test_a_use_that_has_ended_is_none(cast: Cast) -> None:
    version = published(cast)
    with open_access(access_for_work(cast.ekby.pk)):
        adoption, _new = adopt(organisation=cast.ekby, version=version)
        end_adoption(adoption)

    assert seen_from(cast.ekby, version).rows == ()


def test_how_often_it_is_kept_is_missing_until_somebody_tells(cast: Cast) -> None:
    version = published(cast)
    used_by(cast.ekby, version)
    assert seen_from(cast.ekby, version).kept_share is None

    def in_contracts(*, versions: list[int]) -> Iterator[UsageRow]:
        for key in versions:
            for kept, checked in ((11, 12), (0, 1), (None, None)):
                yield UsageRow(key, cast.granby.pk, "Granby", Use.CONTRACT, date(2026, 1, 1), kept, checked)

    for provider in (usage_by_adoption, in_contracts):
        register_panel(CONTRACTS_TOO, provider)
    with open_access(access_for_work(cast.ekby.pk)):
        usage = usage_of([version], filled_as=CONTRACTS_TOO)[version.pk]

    assert (usage.users, usage.checked, usage.kept_share) == (2, 13, 11 / 13)


def test_the_overview_says_what_is_unused_retired_and_due(cast: Cast) -> None:
    old = published(cast)
    used_by(cast.ekby, old)
    with open_access(access_for_work(cast.network.pk)):
        retire(old, reason="Utgått")
        due = make_published(cast.network, code="NET-002", review_on="2026-01-02")
        make_published(cast.network, code="NET-003", review_on="2090-01-01")
        make_draft(cast.network, code="NET-004")
    with open_access(access_for_work(cast.granby.pk)):
        make_published(cast.granby, code="GRA-001", visibility=SeenBy.OWN)
    used_by(cast.granby, due)
    used_by(cast.ekby, due)

    with open_access(access_for_work(cast.network.pk)):
        found = {
            row.requirement.code: (row.usage.users, row.is_used, row.is_retired_in_use, row.is_review_due)
            for row in used_requirements(cast.network)
        }
    assert list(found.items()) == [
        ("NET-002", (2, True, False, True)),
        ("NET-001", (1, True, True, False)),
        ("NET-003", (0, False, False, False)),
    ]


def test_the_overview_asks_the_database_as_often_whatever_there_is(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for number in range(2):
            make_published(cast.ekby, code=f"EKB-00{number}")
        with django_assert_num_queries(5):
            used_requirements(cast.ekby)
        for number in range(2, 6):
            adopt(organisation=cast.ekby, version=make_published(cast.ekby, code=f"EKB-00{number}"))
        with django_assert_num_queries(5):
            used_requirements(cast.ekby)
