"""An organisation uses a requirement as it is or as its own variant, and chooses when the source gets a new version."""

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.scoping import access_for_work
from requirements_bank.models import Adoption, Bank, Requirement, RequirementVersion, SeenBy, State
from requirements_bank.queries.adoptions import newer_version_of, uses_of
from requirements_bank.queries.related import named_by
from requirements_bank.services.adopt import (
    AdoptionNotPossibleError,
    adopt,
    end_adoption,
    make_variant,
    pass_over,
    take_newer,
    variant_from_newer,
)
from requirements_bank.services.versions import change_visibility, discard, new_draft, publish
from tests.factories.bank import make_bank, make_draft, make_published
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(cast: Cast) -> RequirementVersion:
    with open_access(access_for_work(cast.network.pk)):
        return make_published(cast.network, code="NET-001")


def second_version(cast: Cast, source: RequirementVersion) -> RequirementVersion:
    with open_access(access_for_work(cast.network.pk)):
        return publish(
            new_draft(requirement=source.requirement, said={**source.content, "level": "advanced"}), change_note="Mer"
        )


def test_a_requirement_is_used_once_and_neighbours_see_it_unless_told_otherwise(
    cast: Cast, source: RequirementVersion
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first, is_new = adopt(organisation=cast.ekby, version=source)
        again, is_new_again = adopt(organisation=cast.ekby, version=source)
    with open_access(access_for_work(cast.granby.pk)):
        adopt(organisation=cast.granby, version=source, seen_by=SeenBy.OWN)
        seen_in_granby = set(Adoption.objects.values_list("organisation__slug", flat=True))
    with open_access(access_for_work(cast.ekby.pk)):
        seen_in_ekby = set(Adoption.objects.values_list("organisation__slug", flat=True))
    with open_access(access_for_work(make_organisation().pk)):
        assert not Adoption.objects.exists()

    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert (seen_in_granby, seen_in_ekby) == ({"ekby", "granby"}, {"ekby"})


def test_a_new_version_is_offered_until_it_is_taken_or_passed_over(cast: Cast, source: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        adoption, _ = adopt(organisation=cast.ekby, version=source)
        assert newer_version_of(adoption) is None
    newer = second_version(cast, source)

    with open_access(access_for_work(cast.ekby.pk)):
        assert newer_version_of(adoption) == newer
        assert newer_version_of(pass_over(adoption, newer, reason="Passer ikke")) is None
        assert newer_version_of(take_newer(adoption, newer)) is None
        adoption.refresh_from_db()
        assert (adoption.version, adoption.passed_over) == (newer, None)


def test_a_variant_keeps_the_link_and_its_own_text(cast: Cast, source: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_bank(cast.ekby)
        variant = make_variant(organisation=cast.ekby, bank=bank, version=source, changes={"level": "spearhead"})
        with pytest.raises(AdoptionNotPossibleError, match="NET-001-V1"):
            make_variant(organisation=cast.ekby, bank=bank, version=source)
        publish(variant)
    newer = second_version(cast, source)
    with open_access(access_for_work(cast.ekby.pk)):
        adoption = Adoption.objects.get(organisation=cast.ekby)
        draft, contested = variant_from_newer(adoption, newer)

    assert (variant.requirement.variant_of, variant.based_on) == (source.requirement, source)
    assert (variant.requirement.code, variant.level, variant.requirement.visibility) == (
        "NET-001-V1",
        "spearhead",
        SeenBy.OWN,
    )
    assert (draft.requirement, draft.number, draft.based_on, draft.level) == (
        variant.requirement,
        2,
        newer,
        "spearhead",
    )
    assert contested == ("level",)
    assert (draft.valid_from, draft.review_on > timezone.localdate()) == (timezone.localdate(), True)


def test_what_is_new_in_the_source_comes_into_the_variant_and_its_own_words_stay(
    cast: Cast, source: RequirementVersion
) -> None:
    own = {**source.content["motive"], "nb": "Ekbys egen grunn."}
    with open_access(access_for_work(cast.ekby.pk)):
        publish(
            make_variant(organisation=cast.ekby, bank=make_bank(cast.ekby), version=source, changes={"motive": own})
        )
    newer = second_version(cast, source)
    with open_access(access_for_work(cast.ekby.pk)):
        draft, contested = variant_from_newer(Adoption.objects.get(organisation=cast.ekby), newer)

    assert (draft.content["level"], draft.content["motive"], contested) == ("advanced", own, ())


def test_a_variant_is_thrown_away_and_the_use_goes_on(cast: Cast, source: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        discard(make_variant(organisation=cast.ekby, bank=make_bank(cast.ekby), version=source))
        use = Adoption.objects.get(organisation=cast.ekby)

    assert (use.version, use.variant, use.ended_at) == (source, None, None)


def test_a_variant_relates_to_what_its_source_relates_to(cast: Cast) -> None:
    with open_access(access_for_work(cast.network.pk)):
        basic = make_published(cast.network, code="NET-010")
        source = make_published(cast.network, code="NET-011", relations={"replaces": ["NET-010"]})
    with open_access(access_for_work(cast.ekby.pk)):
        variant = make_variant(organisation=cast.ekby, bank=make_bank(cast.ekby), version=source)
        assert named_by(variant) == {"replaces": [basic.requirement]}
        assert [relation.other for relation in publish(variant).relations.all()] == [basic.requirement]


def test_what_is_used_stays_in_sight_when_its_owner_hides_it(cast: Cast, source: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        adopt(organisation=cast.ekby, version=source)
    newer = second_version(cast, source)
    with open_access(access_for_work(cast.network.pk)):
        Bank.objects.filter(pk=source.requirement.bank_id).update(seen_by=SeenBy.OWN)
        change_visibility(source.requirement, SeenBy.OWN)

    with open_access(access_for_work(cast.ekby.pk)):
        (use,) = uses_of(cast.ekby)
        assert (use.adoption.version, use.newer) == (source, None)
        assert use.adoption.version.texts.exists()
        assert list(RequirementVersion.objects.filter(requirement=source.requirement)) == [source]
        end_adoption(use.adoption, reason="Feil krav")
        assert not RequirementVersion.objects.filter(pk__in=[source.pk, newer.pk]).exists()
    with open_access(access_for_work(cast.granby.pk)):
        assert not Requirement.objects.filter(pk=source.requirement_id).exists()


def test_only_published_versions_of_the_same_requirement_are_used(cast: Cast, source: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft, other = make_draft(cast.ekby), make_published(cast.ekby)
        with pytest.raises(AdoptionNotPossibleError, match="ikke publisert"):
            adopt(organisation=cast.ekby, version=draft)
        adoption, _ = adopt(organisation=cast.ekby, version=source)
        for wrong in (take_newer, pass_over):
            with pytest.raises(AdoptionNotPossibleError, match="et annet krav"):
                wrong(adoption, other)
        with pytest.raises(AdoptionNotPossibleError, match="som det er"):
            variant_from_newer(adoption, source)


def test_an_ended_use_can_begin_again(cast: Cast, source: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first, _ = adopt(organisation=cast.ekby, version=source)
        end_adoption(first, reason="Feil krav")
        second, is_new = adopt(organisation=cast.ekby, version=source)

    assert (is_new, first.pk == second.pk, source.state) == (True, False, State.PUBLISHED)
