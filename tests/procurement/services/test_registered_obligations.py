"""What a registered contract obliges to is added, mended with a reason, and taken out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from procurement.models import Contract, Obligation
from procurement.queries import registered
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.registered_obligations import add_obligation, mend_obligation, remove_obligation
from procurement.services.staircases import PlannedStep, StaircaseNotPossibleError
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.contracts import make_contract, make_signed
from tests.factories.procurements import make_rising
from tests.factories.registered import make_obliged, make_registered, obligation_said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WHY = "The wrong figure was written off"


@pytest.fixture
def contract(cast: Cast) -> Iterator[Contract]:
    with open_access(access_for_work(cast.ekby.pk)):
        yield make_registered(cast.ekby)


def test_steps_of_an_obligation_stand_on_the_days_of_the_contract(contract: Contract) -> None:
    made = make_obliged(contract, audit_right="On site, a week ahead")
    days = [(step.threshold, step.first_day, step.last_day) for step in made.steps.all()]
    assert days == [
        (Decimal(50), date(2025, 2, 1), date(2026, 1, 31)),
        (Decimal(80), date(2026, 2, 1), date(2027, 1, 31)),
    ]
    assert (made.themes, made.audit_right, made.rises) == (["climate"], "On site, a week ahead", True)
    assert Change.objects.get(action="obliged").summary["what"] == made.title


def test_one_threshold_holds_throughout_and_words_alone_have_none(contract: Contract) -> None:
    alone = make_obliged(contract, steps=(PlannedStep(Decimal(50), months=0),))
    worded = make_obliged(contract, title="Payslips on request", unit="", direction="", steps=())
    assert [(step.first_day, step.last_day) for step in alone.steps.all()] == [(date(2025, 2, 1), date(2027, 1, 31))]
    assert (alone.rises, worded.rises, list(worded.steps.all())) == (False, False, [])
    assert (alone.position, worded.position) == (1, 2)


@pytest.mark.parametrize(
    ("said", "error", "sentence"),
    [
        ({"title": ""}, ContractNotPossibleError, "Give the obligation a name"),
        ({"direction": ""}, ContractNotPossibleError, "at least or at most"),
        (
            {"steps": (PlannedStep(Decimal(50), months=0), PlannedStep(Decimal(40), months=12))},
            StaircaseNotPossibleError,
            "1 things are wrong",
        ),
        ({"steps": (PlannedStep(Decimal(50), months=40),)}, StaircaseNotPossibleError, "1 things are wrong"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_kept(
    contract: Contract, said: dict[str, object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        make_obliged(contract, **said)
    assert not Obligation.objects.exists()


def test_two_people_at_once_are_told(contract: Contract) -> None:
    make_obliged(contract)
    with pytest.raises(ConflictError):
        add_obligation(contract, obligation_said(), revision=contract.revision)


def test_a_slip_is_mended_with_a_reason_and_what_stood_there_is_kept(contract: Contract) -> None:
    made = make_obliged(contract)
    contract.refresh_from_db()
    said = obligation_said(steps=(PlannedStep(Decimal(60), months=0),))
    with pytest.raises(ContractNotPossibleError, match="Say why"):
        mend_obligation(made, said, because="", revision=contract.revision)
    mend_obligation(made, said, because=WHY, revision=contract.revision)
    assert [step.threshold for step in made.steps.all()] == [Decimal(60)]
    told = Change.objects.get(action="obligation_mended").summary
    assert (told["before"], told["after"], told["because"]) == ({"steps": "50 +0; 80 +12"}, {"steps": "60 +0"}, WHY)


def test_words_of_the_contracts_own_are_not_the_banks_any_more(contract: Contract) -> None:
    version = make_published(contract.organisation)
    from_bank = {"version": version, "code": version.requirement.code, "values": {"share": "50"}}
    made = make_obliged(contract, **from_bank)
    for wording, kept in ((made.wording, version), ("Every third week counts.", None)):
        contract.refresh_from_db()
        said = obligation_said(**{**from_bank, "wording": wording, "title": "Other"})
        mend_obligation(made, said, because=WHY, revision=contract.revision)
        made.refresh_from_db()
        assert (made.version, bool(made.code), made.wording) == (kept, bool(kept), wording)


def test_what_is_no_part_of_the_contract_is_taken_out(contract: Contract) -> None:
    made = make_obliged(contract)
    contract.refresh_from_db()
    remove_obligation(made, because=WHY, revision=contract.revision)
    assert not Obligation.objects.exists()
    assert Change.objects.get(action="obligation_removed").summary["before"]["title"] == made.title


def test_what_somebody_followed_up_stays(contract: Contract, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_obliged(contract)
    contract.refresh_from_db()
    monkeypatch.setattr(registered, "_asked_whether_followed_up", [set])
    for act in (
        lambda: mend_obligation(made, obligation_said(), because=WHY, revision=contract.revision),
        lambda: remove_obligation(made, because=WHY, revision=contract.revision),
    ):
        with pytest.raises(ContractNotPossibleError, match="followed up"):
            act()


def test_an_award_keeps_what_it_obliges_to(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        signed = make_signed(make_contract(make_rising(cast.ekby).procurement))
        with pytest.raises(ContractNotPossibleError, match="from an award keeps its terms"):
            add_obligation(signed, obligation_said(), revision=signed.revision)
