"""Old wordings are kept with what they are alike; each is decided once, and the set can be corrected."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import requirements_bank.tasks  # noqa: F401 - registers the work
from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError, DomainError
from foundation.jobs.models import Job
from foundation.jobs.run import run_job
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.calculations.likeness import RELATED, meaning_of
from requirements_bank.importers.old_wordings import wordings_in_text
from requirements_bank.models import Adoption, OldWording, Proposal, RequirementVersion, SeenBy, State, WordingSet
from requirements_bank.queries.wordings import bank_in_sight, near_versions
from requirements_bank.reports.wording_words import shown_wording, wordings_sheet
from requirements_bank.services.correct_wordings import join_with_previous, leave_out, reword
from requirements_bank.services.decide_wordings import (
    make_a_variant,
    open_again,
    propose_to,
    set_aside,
    use_the_banks,
)
from requirements_bank.services.match_wordings import keep_wordings, read_another_column
from requirements_bank.services.versions import problems_of, publish
from tests.factories.bank import make_bank, make_published, texts
from tests.factories.cast import Cast
from tests.factories.wordings import make_wording_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def kept(cast: Cast) -> Any:
    """A set in Ekby, whose bank has one requirement; the access stays open."""
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby)
        yield make_wording_set(cast.ekby)


def wordings(kept: WordingSet) -> list[OldWording]:
    return list(kept.wordings.filter(is_left_out=False))


def published(organisation: Organisation) -> RequirementVersion:
    return RequirementVersion.objects.get(organisation=organisation, state=State.PUBLISHED)


def test_each_wording_has_its_nearest_and_its_group(kept: WordingSet, cast: Cast) -> None:
    first, second, third = wordings(kept)

    assert [each.text for each in kept.wordings.filter(is_left_out=True)] == ["Miljøkrav"]
    assert first.near[0]["version"] == third.near[0]["version"] == published(cast.ekby).pk
    likeness = [each.near[0]["likeness"] for each in (first, second, third)]
    assert [meaning_of(each).value for each in likeness] == ["nearly_the_same", "new", "nearly_the_same"]
    assert (first.group, second.group, third.group) == (1, None, 1)
    assert kept.job is None


def test_the_banks_requirement_is_used_with_the_old_value(kept: WordingSet, cast: Cast) -> None:
    wording = wordings(kept)[0]

    use_the_banks(organisation=cast.ekby, wording=wording, version=published(cast.ekby), language="nb")

    assert Adoption.objects.get(organisation=cast.ekby).version == published(cast.ekby)
    wording.refresh_from_db()
    assert (wording.outcome, wording.values) == ("adopted", {"share": 30})
    assert Change.objects.filter(kind="requirements_bank.old_wording").get().summary["outcome"] == "adopted"
    with pytest.raises(ConflictError, match="decided already"):
        set_aside(wording)


def test_a_variant_says_the_old_words_with_the_number_as_variable(kept: WordingSet, cast: Cast) -> None:
    wording = wordings(kept)[0]

    draft = make_a_variant(organisation=cast.ekby, wording=wording, version=published(cast.ekby), language="nb")

    assert draft.content["wording"] == {"nb": "Minst {share} av leveransene skal gjøres med lastesykkel."}
    assert draft.content["variables"]["share"]["default"] == 30
    assert problems_of(draft) == []
    assert publish(draft).state == State.PUBLISHED
    wording.refresh_from_db()
    assert (wording.outcome, wording.made) == ("variant", draft.requirement)


def test_a_variant_without_the_measured_number_is_not_measured(kept: WordingSet, cast: Cast) -> None:
    wording = reword(wordings(kept)[0], "Leveransene skal skje med lastesykkel.")[0]

    draft = make_a_variant(organisation=cast.ekby, wording=wording, version=published(cast.ekby), language="nb")

    assert draft.content["variables"] == {}
    assert draft.content["measure"] is None
    assert problems_of(draft) == []


def test_a_new_wording_is_proposed_to_a_bank(kept: WordingSet, cast: Cast) -> None:
    wording = wordings(kept)[1]

    bank = make_bank(cast.ekby)
    propose_to(organisation=cast.ekby, wording=wording, bank=bank, language="nb", reason="Vi bruker det alltid.")

    assert Proposal.objects.get().wording == wording.text
    open_again(wording)
    assert OldWording.objects.get(pk=wording.pk).outcome == ""


def test_a_wording_is_split_joined_and_left_out(kept: WordingSet) -> None:
    first, second, third = wordings(kept)

    now = reword(second, "Svinnet skal veies.\n\nMinst 20 % skjer med lastesykkel i avtalen.")
    assert [each.text for each in wordings(kept)] == [first.text, now[0].text, now[1].text, third.text]
    assert now[1].near[0]["likeness"] > RELATED

    joined = join_with_previous(wordings(kept)[2])
    assert joined.text == "Svinnet skal veies. Minst 20 % skjer med lastesykkel i avtalen."
    leave_out(joined, out=True)
    assert [each.text for each in wordings(kept)] == [first.text, third.text]
    leave_out(joined, out=False)
    assert len(wordings(kept)) == 3


def test_what_is_decided_is_not_reworded_and_nothing_stands_above_the_first(kept: WordingSet) -> None:
    heading = kept.wordings.get(is_left_out=True)
    with pytest.raises(DomainError, match="nothing above"):
        join_with_previous(heading)
    wording = wordings(kept)[0]
    set_aside(wording)
    with pytest.raises(ConflictError):
        reword(wording, "Noe annet.")


@pytest.mark.django_db(transaction=True)  # the worker reports on a connection of its own
def test_many_wordings_are_matched_by_a_job(kept: WordingSet, cast: Cast) -> None:
    del kept
    text = "\n\n".join(f"Minst {number} % av leveransene skal skje med lastesykkel." for number in range(10, 70))

    many = keep_wordings(organisation=cast.ekby, name="Mange", found=wordings_in_text(text))
    job = Job.objects.get(uuid=str(many.job))
    run_job(job.pk, cast.ekby.pk)

    job.refresh_from_db()
    many.refresh_from_db()
    assert (job.status, many.matched_at is not None) == (Job.Status.DONE, True)
    assert all(wording.near for wording in wordings(many))


def test_the_sheet_tells_all(kept: WordingSet, cast: Cast) -> None:
    wording = wordings(kept)[0]
    use_the_banks(organisation=cast.ekby, wording=wording, version=published(cast.ekby), language="nb")
    found = list(kept.wordings.select_related("version__requirement", "made"))

    rows = list(wordings_sheet([shown_wording(each, near_versions(found)) for each in found]).rows)

    assert rows[1][0] == wording.text
    assert rows[1][2] == rows[1][9] == published(cast.ekby).requirement.code
    assert "30" in rows[1][7]
    assert rows[0][8] != rows[2][8]


def test_a_decision_made_meanwhile_is_not_lost(kept: WordingSet, cast: Cast) -> None:
    seen, after = wordings(kept)[:2]
    use_the_banks(organisation=cast.ekby, wording=wordings(kept)[0], version=published(cast.ekby), language="nb")

    for late in (
        lambda: leave_out(seen, out=True),
        lambda: leave_out(seen, out=False),
        lambda: reword(seen, "Noe annet."),
        lambda: join_with_previous(seen),
        lambda: join_with_previous(after),
        lambda: set_aside(seen),
        lambda: read_another_column(kept, wordings_in_text("Svinnet skal veies.")),
    ):
        with pytest.raises(ConflictError, match="decided already"):
            late()
    assert OldWording.objects.get(pk=seen.pk).outcome == "adopted"
    assert wordings(kept)[0].text == seen.text


def test_a_text_corrected_meanwhile_is_not_lost(kept: WordingSet, cast: Cast) -> None:
    seen, after = wordings(kept)[:2]
    reword(wordings(kept)[0], "Minst 35 % av leveransene skal gjøres med lastesykkel.")

    for late in (lambda: leave_out(seen, out=True), lambda: join_with_previous(seen)):
        with pytest.raises(ConflictError, match="Somebody else has changed"):
            late()
    use_the_banks(organisation=cast.ekby, wording=seen, version=published(cast.ekby), language="nb")

    now = OldWording.objects.get(pk=seen.pk)
    assert (now.text[:10], now.values) == ("Minst 35 %", {"share": 35})
    join_with_previous(wordings(kept)[2])
    with pytest.raises(ConflictError, match="Somebody else has changed"):
        leave_out(after, out=False)


def test_a_wording_that_is_gone_is_said_to_be(kept: WordingSet) -> None:
    _first, second, third = wordings(kept)
    join_with_previous(third)

    for late in (set_aside, open_again, lambda wording: reword(wording, "Noe annet.")):
        with pytest.raises(ConflictError, match="not there any more"):
            late(third)
    assert len(wordings(kept)) == len([_first, second])


def test_opening_again_is_recorded_once_and_changes_nothing_else(kept: WordingSet) -> None:
    seen = wordings(kept)[0]
    set_aside(seen)
    corrected = wordings(kept)[0]
    open_again(seen)
    reword(corrected, "Svinnet skal veies.")
    open_again(seen)

    assert OldWording.objects.get(pk=seen.pk).text == "Svinnet skal veies."
    changes = Change.objects.filter(kind="requirements_bank.old_wording").order_by("pk")
    assert [change.action for change in changes] == ["decided", "opened_again"]
    assert changes[1].summary["text"] == seen.text


def test_nothing_is_held_while_the_bank_is_compared_and_it_is_read_once(kept: WordingSet) -> None:
    for act in (
        lambda: reword(wordings(kept)[0], "Leveransene skal skje med lastesykkel."),
        lambda: join_with_previous(wordings(kept)[2]),
        lambda: leave_out(wordings(kept)[1], out=False),
    ):
        with CaptureQueriesContext(connection) as queries:
            act()
        asked = [query["sql"] for query in queries]
        held = next(place for place, sql in enumerate(asked) if "FOR UPDATE" in sql)
        compared = [place for place, sql in enumerate(asked) if '"requirements_bank_requirementversion"' in sql]
        assert compared
        assert max(compared) < held
        assert not any('"content"' in sql for sql in asked)


def test_the_kept_bank_follows_what_is_in_sight(kept: WordingSet, cast: Cast) -> None:
    wording = reword(wordings(kept)[1], "Svinnet av mat skal veies hver uke.")[0]
    changes = {"wording": texts("Svinnet av mat skal veies {share}."), "title": texts("Svinn")}
    new = make_published(cast.ekby, visibility=SeenBy.OWN, **changes)

    reword(wording, "Svinnet av mat skal veies hver dag.")

    wording.refresh_from_db()
    assert wording.near[0]["version"] == new.pk
    with open_access(access_for_work(cast.granby.pk)):
        assert new.pk not in {candidate.key for candidate in bank_in_sight().candidates}


def test_a_decision_is_of_the_day_on_which_it_was_made_here(kept: WordingSet) -> None:
    wording = wordings(kept)[0]
    wording.decided_at = datetime(2027, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in summer

    (row,) = wordings_sheet([shown_wording(wording, {})]).rows

    assert row[-1] == date(2027, 7, 1)


def test_another_organisation_sees_nothing_of_it(kept: WordingSet, cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        assert not WordingSet.objects.filter(pk=kept.pk).exists()
        assert not OldWording.objects.filter(wording_set=kept.pk).exists()
