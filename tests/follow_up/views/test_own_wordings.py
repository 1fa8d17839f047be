"""Own wordings of contracts are matched with the bank, and the bank tells which contracts carry a requirement."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from follow_up.models import BankMatch, ResultSource
from follow_up.queries.own_wordings import own_wordings
from follow_up.services.note_result import Finding, note_result
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.queries.usage import Use, usage_of
from tests.factories.bank import make_published, texts
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
OWN = "/o/ekby/follow-up/register/own-wordings/"
WORDS = "Deliveries to the kindergartens are made with electric vans and cargo bikes without exhaust."


def test_own_wording_is_matched_with_what_it_is_alike(cast: Cast, client_for: In, ada: User) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby, wording=texts(WORDS), variables={}, measure=None)
        obligation = make_obligation(make_followed(cast.ekby), "Electric vans", steps=(), wording=WORDS)
    client = client_for(ada)

    page = client.get(OWN).content.decode()
    assert version.requirement.code in page
    assert "nearly the same" in page
    client.post(f"{OWN}{obligation.uuid}/", {"version": str(version.uuid)})

    with open_access(access_for_work(cast.ekby.pk)):
        match = BankMatch.objects.get(obligation=obligation)
        assert (match.version, match.decided_by) == (version, "Ada Ask")
        assert not own_wordings(cast.ekby, decided=False).exists()
    assert f"Matched with {version.requirement.code}" in client.get(f"{OWN}?decided=1").content.decode()


def test_none_of_the_bank_is_a_decision_as_well(cast: Cast, client_for: In, ada: User) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby), "Something else", steps=(), wording="Quite different.")

    client_for(ada).post(f"{OWN}{obligation.uuid}/")

    with open_access(access_for_work(cast.ekby.pk)):
        assert BankMatch.objects.get(obligation=obligation).version is None


@pytest.mark.parametrize("version", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_unknown_version_is_not_found(cast: Cast, client_for: In, ada: User, version: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby), steps=())

    assert client_for(ada).post(f"{OWN}{obligation.uuid}/", {"version": version}).status_code == 404


def test_bank_tells_which_contracts_carry_a_version_and_how_often_it_was_kept(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby)
        contract = make_followed(cast.ekby)
        obligation = make_obligation(contract, version=version)
        for is_kept in (True, False):
            note_result(obligation, Finding(on=timezone.localdate(), is_kept=is_kept, source=ResultSource.HAND))

        rows = [row for row in usage_of([version])[version.pk].rows if row.use == Use.CONTRACT]

    assert [(row.name, row.kept, row.checked) for row in rows] == [(contract.title, 1, 2)]
