"""Proposals on the pages: sent from a requirement, answered by the bank's owner, read by the two."""

from collections.abc import Callable

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import Proposal, SeenBy
from requirements_bank.services.proposals import answer_proposal, propose
from tests.emissions.views.counting import queries_of
from tests.factories.bank import make_bank, make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
TEXTS = {"title": "Sykkelbud", "wording": "Varer skal komme med sykkel.", "reason": "To kommuner spør."}


def test_a_change_is_proposed_and_accepted(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.network.pk)):
        requirement = make_published(cast.network).requirement
    ada, nils, cilla = (client_for(user) for user in (cast.ada, cast.nils, cast.cilla))
    address = f"/o/ekby/requirements/{requirement.uuid}/propose/"
    assert "lastesykkel" in ada.get(address).content.decode()
    assert ada.post(address, {**TEXTS, "reason": ""}).status_code == 422
    assert ada.post(address, TEXTS).status_code == 302
    assert "To kommuner spør." in nils.get("/o/fjordnett/requirements/proposals/").content.decode()
    assert "To kommuner spør." not in cilla.get("/o/granby/requirements/proposals/").content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        proposal = Proposal.objects.get()
    answer = f"requirements/proposals/{proposal.uuid}/answer/"
    assert ada.post(f"/o/ekby/{answer}", {"answer": "accept"}).status_code == 404
    accepted = nils.post(f"/o/fjordnett/{answer}", {"answer": "accept"})
    assert "Varer skal komme med sykkel." in nils.get(accepted["Location"]).content.decode()
    again = nils.post(f"/o/fjordnett/{answer}", {"answer": "decline", "reason": "x"}, follow=True)
    assert "alt besvart" in again.content.decode()
    assert "Tatt imot" in ada.get("/o/ekby/requirements/proposals/").content.decode()


def test_a_new_one_is_proposed_to_a_bank_in_sight_and_declined(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.network.pk)):
        bank = make_bank(cast.network, seen_by=SeenBy.NETWORK)
    with open_access(access_for_work(cast.granby.pk)):
        hidden = make_bank(cast.granby, seen_by=SeenBy.OWN)
    ada, nils = client_for(cast.ada), client_for(cast.nils)
    new = "/o/ekby/requirements/proposals/new/"
    assert ada.post(new, {**TEXTS, "bank": hidden.uuid}).status_code == 422
    assert ada.post(new, {**TEXTS, "bank": bank.uuid}).status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        proposal = Proposal.objects.get()
    answer = f"/o/fjordnett/requirements/proposals/{proposal.uuid}/answer/"
    without = nils.post(answer, {"answer": "decline", "reason": " "}, follow=True)
    assert "hvorfor dere avslår" in without.content.decode()
    nils.post(answer, {"answer": "decline", "reason": "Finnes alt."})
    assert "Finnes alt." in ada.get("/o/ekby/requirements/proposals/").content.decode()


def test_every_answered_proposal_is_reached(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.network.pk)):
        bank = make_bank(cast.network, seen_by=SeenBy.NETWORK)
    for number in range(22):
        with open_access(access_for_work(cast.ekby.pk)):
            proposal = propose(organisation=cast.ekby, bank=bank, title=f"Bud {number:02}", wording="Bud.", reason="Ja")
        with open_access(access_for_work(cast.network.pk)):
            answer_proposal(proposal, accepted=False, reason="Finnes alt.")
    nils, place = client_for(cast.nils), "/o/fjordnett/requirements/proposals/"
    first, second = nils.get(place).content.decode(), nils.get(f"{place}?answered=2").content.decode()

    assert "?answered=2" in first
    assert ("Bud 21" in first, "Bud 01" in first) == (True, False)
    assert ("Bud 21" in second, "Bud 01" in second, "Bud 00" in second) == (False, True, True)
    assert '<details class="disclosure" id="answered" open>' in second


def test_the_list_takes_as_many_queries_for_one_as_for_three(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.network.pk)):
        requirement = make_published(cast.network).requirement
    ada, nils = client_for(cast.ada), client_for(cast.nils)
    counts = []
    for number in (1, 2):
        for _each in range(number):
            ada.post(f"/o/ekby/requirements/{requirement.uuid}/propose/", TEXTS)
        ada.get("/o/ekby/requirements/proposals/")  # takes the messages away
        counts.append(
            (
                queries_of(ada, "/o/ekby/requirements/proposals/"),
                queries_of(nils, "/o/fjordnett/requirements/proposals/"),
            )
        )

    assert counts[0] == counts[1]
