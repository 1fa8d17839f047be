"""Granvik's own factor set is made once, says that it is made up, and changes no footprint."""

from emissions.models import OwnFactorSet
from emissions.queries.known_sets import sets_to_choose
from emissions.queries.own_sets import own_keys, version_in_force
from foundation.access import open_access
from foundation.scoping import access_for_work
from leadership.demonstration.factors import fill_factors
from tests.factories.cast import Cast


def test_the_set_is_made_once_and_can_be_chosen(cast: Cast) -> None:
    for _time in range(2):
        fill_factors({"granvik": cast.ekby})
    with open_access(access_for_work(cast.ekby.pk)):
        (own_set,) = OwnFactorSet.objects.all()
        version = version_in_force(own_set)
        assert version
        assert version.facts
        assert "påhittade" in own_set.title
        assert (version.left_out, version.factors.count(), version.facts["vat_rate"]) == (0, 34, "25")
        assert version.categories.exclude(weights=[]).count() == 46
        assert own_set.code in {known.code for known in sets_to_choose(cast.ekby)}
        assert own_keys([cast.ekby], "no-snac") == {cast.ekby.pk: ()}
