"""Proposals wait for people: accepted together, taken back, put off, never for several persons at once."""

import pytest

from foundation.access import open_access
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from suppliers.models import MergeProposal, SupplierCard
from suppliers.services.decide_proposals import Asked, decide_proposals
from suppliers.services.find_doubles import find_doubles
from suppliers.services.refusals import SupplierNotPossibleError
from tests.factories.cast import Cast
from tests.suppliers.services.test_merge_suppliers import register, standing

DOUBLES = [("556687-3963", "Bygg AB"), ("", "BYGG A.B."), ("556012-5790", "Åkeri Norr AB"), ("", "Akeri Norr")]
PERSONS = [("850709-9805", "Anna"), ("8507099805", "Anna A"), ("198507099805", "A. Anna")]
State = MergeProposal.State


def test_several_are_accepted_at_once_and_taken_back_at_once(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        register(cast.ekby, *DOUBLES)
        before = standing(cast.ekby)
        waiting = find_doubles(organisation=cast.ekby)
        asked = [Asked(each.uuid, each.revision) for each in MergeProposal.objects.all()]
        decide_proposals(organisation=cast.ekby, asked=asked, answer="accepted")
        identities = set(SupplierCard.objects.values_list("identity", flat=True))
        again = decide_proposals(organisation=cast.ekby, asked=asked, answer="accepted")
        left = find_doubles(organisation=cast.ekby)
        seen = [Asked(each.uuid, each.revision) for each in again]
        decide_proposals(organisation=cast.ekby, asked=seen, answer="open")

        assert (waiting, len(identities), left, [each.revision for each in again]) == (2, 2, 0, [2, 2])
        assert standing(cast.ekby) == before
        assert find_doubles(organisation=cast.ekby) == 2


def test_what_was_rejected_or_put_off_is_not_proposed_again(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        register(cast.ekby, *DOUBLES)
        find_doubles(organisation=cast.ekby)
        one, other = MergeProposal.objects.order_by("pk")
        decide_proposals(organisation=cast.ekby, asked=[Asked(one.uuid)], answer="rejected")
        decide_proposals(organisation=cast.ekby, asked=[Asked(other.uuid)], answer="later")
        register(cast.ekby, ("5566873963", "Bygg"))  # the same supplier by another card

        assert find_doubles(organisation=cast.ekby) == 0
        assert set(MergeProposal.objects.values_list("state", flat=True)) == {State.REJECTED, State.LATER}


def test_persons_are_merged_one_by_one(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        register(cast.ekby, *PERSONS[:2], *DOUBLES[:2])
        find_doubles(organisation=cast.ekby)
        those = [Asked(each.uuid) for each in MergeProposal.objects.all()]
        person = MergeProposal.objects.get(is_personal=True)

        with pytest.raises(SupplierNotPossibleError):
            decide_proposals(organisation=cast.ekby, asked=those, answer="accepted")
        decide_proposals(organisation=cast.ekby, asked=[Asked(person.uuid)], answer="accepted")

        assert set(MergeProposal.objects.values_list("state", flat=True)) == {State.OPEN, State.ACCEPTED}


def test_an_answer_to_what_somebody_else_answered_is_a_conflict(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        register(cast.ekby, *DOUBLES[:2])
        find_doubles(organisation=cast.ekby)
        seen = MergeProposal.objects.get()
        decide_proposals(organisation=cast.ekby, asked=[Asked(seen.uuid, seen.revision)], answer="later")

        with pytest.raises(ConflictError):
            decide_proposals(organisation=cast.ekby, asked=[Asked(seen.uuid, seen.revision)], answer="accepted")
