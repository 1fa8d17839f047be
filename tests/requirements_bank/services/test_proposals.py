"""A proposal is read by its two sides, answered once by the bank's owner, and never changed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from foundation.access import Access, open_access
from foundation.errors import ConflictError, DomainError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import Bank, Decision, Proposal, SeenBy
from requirements_bank.services.proposals import answer_proposal, propose
from tests.factories.bank import make_bank, make_published, said
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


@contextmanager
def at(organisation: Organisation) -> Iterator[None]:
    with open_access(access_for_work(organisation.pk)):
        yield


def network_bank(cast: Cast, **fields: object) -> Bank:
    with at(cast.network):
        return make_bank(cast.network, languages=["sv"], **fields)


def proposed(cast: Cast, bank: Bank, **fields: object) -> Proposal:
    texts = {"title": "Cykelbud", "wording": "Varor ska komma med lastcykel.", "reason": "Två kommuner frågar."}
    with at(cast.ekby):
        return propose(organisation=cast.ekby, bank=bank, **{**texts, **fields})  # type: ignore[arg-type]


def seen(organisation: Organisation, proposal: Proposal) -> bool:
    with at(organisation):
        return Proposal.objects.filter(pk=proposal.pk).exists()


def test_a_proposal_is_read_by_its_two_sides_and_nobody_else(cast: Cast) -> None:
    proposal = proposed(cast, network_bank(cast), said=said())

    assert (proposal.language, proposal.state) == ("sv", Proposal.State.RECEIVED)
    assert (seen(cast.ekby, proposal), seen(cast.network, proposal)) == (True, True)
    assert (seen(cast.granby, proposal), seen(make_organisation(), proposal)) == (False, False)
    with open_access(Access(totals=(cast.ekby.pk, cast.network.pk), acting=cast.ekby.pk)):  # a partner or guest
        assert not Proposal.objects.exists()


def test_only_the_owner_of_the_bank_answers_and_only_once(cast: Cast) -> None:
    proposal = proposed(cast, network_bank(cast))
    for other in (cast.ekby, cast.granby):
        with at(other), pytest.raises(ConflictError):
            answer_proposal(proposal, accepted=True)
    with at(cast.network):
        with pytest.raises(DomainError, match="hvorfor"):
            answer_proposal(proposal, accepted=False, reason=" ")
        decision = answer_proposal(proposal, accepted=False, reason="Finns redan.")
        with pytest.raises(ConflictError):
            answer_proposal(proposal, accepted=True)

    assert (decision.verdict, decision.organisation) == (Decision.Verdict.PROPOSAL_DECLINED, cast.network)
    with at(cast.ekby):
        assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.DECLINED
        assert Decision.objects.get().reason == "Finns redan."
    with at(cast.granby):
        assert not Decision.objects.exists()


def test_nothing_of_a_proposal_changes_but_its_state(cast: Cast) -> None:
    proposal = proposed(cast, network_bank(cast))
    with at(cast.network), pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(wording="Något annat")
    with at(cast.network):
        assert not Proposal.objects.filter(pk=proposal.pk).delete()[0]
    with at(cast.ekby):
        assert Proposal.objects.filter(pk=proposal.pk).update(wording="Något annat") == 0


def test_nobody_proposes_to_a_bank_or_about_a_requirement_out_of_sight(cast: Cast) -> None:
    hidden = network_bank(cast, seen_by=SeenBy.OWN)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        proposed(cast, hidden)
    with at(cast.granby):
        private = make_published(cast.granby, visibility=SeenBy.OWN).requirement
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        proposed(cast, private.bank, requirement=private)


def test_what_cannot_be_proposed_is_said(cast: Cast) -> None:
    shipped = Bank(name="Klimatrappa", languages=["nb"])
    bank = network_bank(cast)
    with at(cast.granby):
        elsewhere = make_published(cast.granby).requirement
    with pytest.raises(DomainError, match="tar ikke imot forslag"):
        proposed(cast, shipped)
    with pytest.raises(DomainError, match="finnes ikke i"):
        proposed(cast, bank, requirement=elsewhere)
    with pytest.raises(DomainError, match="begrunnelse"):
        proposed(cast, bank, reason=" ")


def test_the_decision_log_is_only_added_to(cast: Cast) -> None:
    bank = network_bank(cast)
    proposal = proposed(cast, bank)
    with at(cast.network):
        decision = answer_proposal(proposal, accepted=True)
        assert Decision.objects.filter(pk=decision.pk).update(reason="Nej") == 0
        assert Decision.objects.filter(pk=decision.pk)._raw_delete("default") == 0
