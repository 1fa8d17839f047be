from foundation.changes.models import Change
from foundation.changes.sentences import Wording, address_of, register_changes, sentence_of

register_changes(
    "tests.parcel",
    Wording(
        name="Parcel",
        sentences={"sent": "sent {what} to {whom}", "opened": "opened it"},
        values={"what": {"b": "a book"}.get},
        address=lambda change: f"/parcels/{change.object_id}",
    ),
)


def parcel(action: str, **summary: object) -> Change:
    return Change(kind="tests.parcel", object_id="7", action=action, summary=summary)


def test_a_sentence_is_filled_with_words_for_codes() -> None:
    assert sentence_of(parcel("sent", what="b", whom="Bo")) == "sent a book to Bo"


def test_what_an_older_change_did_not_keep_is_shown_missing() -> None:
    assert sentence_of(parcel("sent", what="b")) == "sent a book to –"


def test_a_list_is_read_out() -> None:
    assert sentence_of(parcel("sent", what="b", whom=["Bo", "Ada"])) == "sent a book to Bo, Ada"


def test_an_action_without_a_sentence_is_shown_by_its_name() -> None:
    assert sentence_of(parcel("lost")) == "lost: tests.parcel"


def test_the_thing_has_an_address_where_there_is_one() -> None:
    assert (address_of(parcel("opened")), address_of(Change(kind="tests.other"))) == ("/parcels/7", "")


def test_braces_in_what_people_wrote_stay_as_they_are() -> None:
    assert sentence_of(parcel("sent", what="b", whom="{what}")) == "sent a book to {what}"
