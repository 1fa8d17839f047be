"""File evidence, decide on it, file a newer version."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from follow_up.models import Evidence, ObligationStanding
from follow_up.queries.evidence import former_versions, newest_evidence
from follow_up.services.decide_evidence import accept_evidence, reject_evidence
from follow_up.services.evidence import Handed, Told, change_evidence
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.standings import work_out
from foundation.errors import ConflictError
from organisations.models import Organisation
from procurement.models import Contract, Obligation
from tests.factories.controls import PDF, make_evidence
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def contract(at_work_in_ekby: Organisation) -> Contract:
    made = make_followed(at_work_in_ekby)
    make_obligation(made)
    return made


def test_accepted_evidence_counts_where_its_obligation_stands(contract: Contract) -> None:
    until = timezone.localdate() + timedelta(days=40)
    evidence = make_evidence(contract, valid_until=until)
    before = ObligationStanding.objects.get().has_evidence
    accept_evidence(evidence)
    standing = ObligationStanding.objects.get()

    assert (before, standing.has_evidence, standing.evidence_until) == (False, True, until)


def test_a_newer_version_stands_in_and_the_older_stays_readable(contract: Contract) -> None:
    old = make_evidence(contract)
    new = make_evidence(contract, "Certificate 2027", replaces=old)

    assert ([*newest_evidence(contract)], former_versions(new)) == ([new], [old])
    with pytest.raises(ConflictError, match="newer version in the meantime"):
        make_evidence(contract, replaces=old)


def test_a_form_that_is_sent_twice_files_once(contract: Contract) -> None:
    key = uuid4()
    assert make_evidence(contract, key=key) == make_evidence(contract, key=key)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("handed", "said"),
    [
        (Handed(io.BytesIO(b""), "empty.pdf"), "empty"),
        (Handed(io.BytesIO(b"MZ\x90\x00 program"), "report.pdf"), "not what its name says"),
        (Handed(io.BytesIO(b"<html><script>"), "page.pdf"), "not what its name says"),
        (Handed(), "one of them"),
        (Handed(io.BytesIO(PDF), "a.pdf", "https://example.org"), "one of them"),
        (Handed(link="javascript:alert(1)"), "begins with https"),
        (Handed(link="ftp://example.org/a"), "begins with https"),
    ],
)
def test_what_is_no_evidence_is_refused(contract: Contract, handed: Handed, said: str) -> None:
    with pytest.raises(FollowUpNotPossibleError, match=said):
        make_evidence(contract, handed=handed)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"valid_until": date(2020, 1, 1)}, "valid_until"),
        ({"period_from": date(2026, 1, 1)}, "period_to"),
        ({"period_from": date(2026, 2, 1), "period_to": date(2026, 1, 1)}, "period_to"),
    ],
)
def test_days_out_of_order_are_refused(contract: Contract, days: dict[str, Any], field: str) -> None:
    with pytest.raises(FollowUpNotPossibleError) as refused:
        make_evidence(contract, **days)
    assert refused.value.field == field


def test_rejecting_needs_a_reason_and_what_was_read(contract: Contract) -> None:
    evidence = make_evidence(contract, handed=Handed(link="https://example.org/certificate/7"))
    with pytest.raises(FollowUpNotPossibleError, match="Say why"):
        reject_evidence(evidence, because=" ")
    rejected = reject_evidence(evidence, because="Of another company.", revision=1)

    assert (rejected.state, rejected.rejected_because) == ("rejected", "Of another company.")
    with pytest.raises(ConflictError):
        accept_evidence(evidence, revision=1)


def test_changed_evidence_is_looked_at_anew(contract: Contract) -> None:
    evidence = accept_evidence(make_evidence(contract))
    told = Told("Another name", evidence.effective_on)
    changed = change_evidence(evidence, told, obligations=list(Obligation.objects.all()), revision=evidence.revision)

    assert (changed.title, changed.state, ObligationStanding.objects.get().has_evidence) == (
        "Another name",
        "waiting",
        False,
    )


def standings() -> dict[str, tuple[str, bool]]:
    rows = ObligationStanding.objects.values_list("obligation__title", "state", "has_evidence")
    return {title: (state, has_evidence) for title, state, has_evidence in rows}


@pytest.fixture
def two(at_work_in_ekby: Organisation) -> list[Obligation]:
    contract = make_followed(at_work_in_ekby)
    return [make_obligation(contract, title, steps=()) for title in ("one", "two")]


def test_what_only_the_version_before_speaks_for_is_worked_out_too(two: list[Obligation]) -> None:
    contract = two[0].contract
    first = accept_evidence(make_evidence(contract, obligations=two))
    second = accept_evidence(make_evidence(contract, "B", replaces=first, obligations=two[:1]))
    accepted = standings()
    reject_evidence(second, because="Of another firm.")

    assert accepted == {"one": ("kept", True), "two": ("unknown", False)}
    assert standings() == {"one": ("kept", True), "two": ("kept", True)}


def test_changing_the_newer_version_lets_the_one_before_count_again(two: list[Obligation]) -> None:
    contract = two[0].contract
    first = accept_evidence(make_evidence(contract, obligations=two))
    second = accept_evidence(make_evidence(contract, "B", replaces=first, obligations=two[:1]))
    work_out([each.pk for each in two])
    told = Told("B", second.effective_on)
    change_evidence(second, told, obligations=two[:1], revision=second.revision)

    assert standings() == {"one": ("kept", True), "two": ("kept", True)}


def test_an_accepted_version_stands_in_for_those_before_a_rejected_one(two: list[Obligation]) -> None:
    contract = two[0].contract
    first = accept_evidence(make_evidence(contract, obligations=two))
    second = make_evidence(contract, "B", replaces=first, obligations=two)
    reject_evidence(second, because="Of another firm.")
    accept_evidence(make_evidence(contract, "C", replaces=second, obligations=two[:1]))

    assert standings() == {"one": ("kept", True), "two": ("unknown", False)}
