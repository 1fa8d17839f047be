"""What a procurement asks for is put in from baskets, the bank and templates, filled in, weighed, and saved at once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.obligation_steps import ContractDays
from procurement.models import AskedRequirement, Lot, Procurement, RequirementSet
from procurement.queries.asked import asked_lines
from procurement.queries.planned_obligations import planned_obligations
from procurement.queries.published_terms import published_terms
from procurement.services.ask import Wanted, ask_for, fill_asked
from procurement.services.procurements import name_buyers
from procurement.services.staircases import PlannedStep
from requirements_bank.services.fill_basket import fill_item
from requirements_bank.services.versions import new_draft, publish
from tests.factories.bank import make_published, said, texts
from tests.factories.baskets import item_of, make_filled_basket
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking, make_planned, make_rising

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]


def page_of(procurement: Procurement) -> str:
    return f"/o/ekby/procurements/{procurement.uuid}/requirements/"


def typed(procurement: Procurement, asked: AskedRequirement, **fields: str) -> dict[str, str]:
    """What the page sends for one requirement, with what is saved now as its beginning."""
    prefix = asked.uuid.hex
    sent = {"value_share": "40", "note": ""} | fields
    return {
        "asked_revision": str(procurement.asked_revision),
        "price_weight": sent.pop("price", ""),
        **{f"{prefix}-{name}": value for name, value in sent.items()},
    }


def fresh(thing: Any) -> Any:
    with open_access(access_for_work(thing.organisation_id)):
        return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def weighed(cast: Cast) -> tuple[Procurement, AskedRequirement]:
    """A procurement that asks for one award criterion."""
    with open_access(access_for_work(cast.ekby.pk)):
        criterion = make_published(cast.ekby, kind="award_criterion", phase="evaluation")
        procurement, (asked,) = make_asking(cast.ekby, criterion)
    return fresh(procurement), asked


def test_everything_is_saved_with_one_button(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    sent = typed(procurement, asked, value_share="60", weight="35,5", note="Ask first", price="64.5 %")
    answer = client_for(cast.ada).post(page_of(procurement), sent)

    assert answer.status_code == 302
    kept = fresh(asked)
    assert (kept.values, kept.weight, kept.note) == ({"share": "60"}, Decimal("35.5"), "Ask first")
    assert fresh(procurement).price_weight == Decimal("64.5")
    page = client_for(cast.ada).get(page_of(procurement))
    (weights,) = page.context["sums"]
    assert ("64,5" in weights.sentence, "35,5" in weights.sentence, weights.is_whole) == (True, True, True)
    assert page.context["groups"][0].items[0].number == "1.1"


def test_what_fits_is_saved_and_the_rest_stands_as_it_was_typed(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    answer = client_for(cast.ada).post(
        page_of(procurement), typed(procurement, asked, value_share="500", weight="101", note="Kept", price="much")
    )

    assert answer.status_code == 422
    form = answer.context["groups"][0].items[0].form
    assert sorted(form.errors) == ["value_share", "weight"]
    assert (form["value_share"].value(), form["weight"].value()) == ("500", "101")
    assert answer.context["price_form"]["price_weight"].value() == "much"
    kept = fresh(asked)
    assert (kept.values, kept.weight, kept.note) == ({}, None, "Kept")


def test_a_weight_that_is_emptied_goes(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    with open_access(access_for_work(cast.ekby.pk)):
        fill_asked(asked, weight=Decimal(30))
    client_for(cast.ada).post(page_of(procurement), typed(fresh(procurement), asked, weight=""))

    assert fresh(asked).weight is None


@pytest.mark.usefixtures("in_english")
def test_two_officers_at_once_lose_nothing(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    sent = typed(procurement, asked, weight="40", note="Typed by Ada", price="60")
    with open_access(access_for_work(cast.ekby.pk)):
        fill_asked(asked, weight=Decimal(30))

    refused = client_for(cast.ada).post(page_of(procurement), sent)
    assert refused.status_code == 422
    assert "Somebody else changed" in refused.context["refused"]
    assert ("Weight (%)", Decimal(30)) in [each[1:] for each in refused.context["others"]]
    assert refused.context["groups"][0].items[0].form["weight"].value() == "40"
    assert fresh(asked).note == ""

    revision = refused.context["price_form"]["asked_revision"].value()
    again = client_for(cast.ada).post(page_of(procurement), sent | {"asked_revision": revision})
    assert again.status_code == 302
    assert (fresh(asked).weight, fresh(asked).note) == (Decimal(40), "Typed by Ada")


def test_what_was_typed_for_something_taken_out_meanwhile_is_told(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    ada, revision = client_for(cast.ada), {"asked_revision": str(procurement.asked_revision)}
    ada.post(page_of(procurement), revision | {"do": f"remove:{asked.uuid}"})
    refused = ada.post(page_of(procurement), typed(procurement, asked, note="Long thought over"))

    assert refused.status_code == 422
    assert [(code, "Long thought over" in words) for code, words in refused.context["lost"]] == [(asked.code, True)]


def test_what_is_taken_out_is_put_back_and_the_price_stays(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    ada = client_for(cast.ada)
    ada.post(page_of(procurement), typed(procurement, asked, price="70"))
    revision = {"asked_revision": str(fresh(procurement).asked_revision)}
    gone = ada.post(page_of(procurement), revision | {"do": f"remove:{asked.uuid}"})
    assert (gone.context["count"], gone.context["removed_now"].code) == (0, asked.code)

    revision = {"asked_revision": str(fresh(procurement).asked_revision)}
    ada.post(page_of(procurement), revision | {"do": f"back:{asked.uuid}"})
    assert (fresh(asked).removed_at, fresh(procurement).price_weight) == (None, Decimal(70))


def test_requirements_of_a_kind_change_places(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, (first, second) = make_asking(cast.ekby, make_published(cast.ekby), make_published(cast.ekby))
    ada = client_for(cast.ada)
    sent = {"asked_revision": str(fresh(procurement).asked_revision), "do": f"down:{first.uuid}"}
    ada.post(page_of(procurement), sent)

    page = ada.get(page_of(procurement))
    assert [item.line.asked.code for item in page.context["groups"][0].items] == [second.code, first.code]


def test_a_basket_is_put_in_with_its_values(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, basket = make_planned(cast.ekby), make_filled_basket(cast.ekby)
        fill_item(item_of(basket), texts={"share": "60"})
    ada = client_for(cast.ada)
    assert [each.name for each in ada.get(page_of(procurement)).context["baskets"]] == ["Skoleskyss 2027"]
    ada.post(f"{page_of(procurement)}add/", {"basket": str(basket.uuid)})

    with open_access(access_for_work(cast.ekby.pk)):
        assert AskedRequirement.objects.get().values == {"share": "60"}


@pytest.mark.parametrize("basket", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_basket_that_is_not_there_changes_nothing(cast: Cast, client_for: In, basket: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby)

    assert client_for(cast.ada).post(f"{page_of(procurement)}add/", {"basket": basket}).status_code == 302


def test_a_code_is_put_in_at_once_and_words_lead_to_the_bank(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby)
        version = make_published(cast.ekby, code="EGN-901", title=texts("Syklende bud", sv="Cykelbud"))
    ada, add = client_for(cast.ada), f"{page_of(procurement)}add/"
    assert ada.post(add, {"words": "egn-901"})["Location"] == page_of(procurement)
    with open_access(access_for_work(cast.ekby.pk)):
        assert AskedRequirement.objects.get().version == version

    search = ada.post(add, {"words": "Syklende bud"})["Location"]
    found = ada.get(search)
    assert [(each.code, is_asked) for each, is_asked in found.context["hits"]] == [("EGN-901", True)]
    nothing = ada.get(ada.post(add, {"words": "XYZ-000"})["Location"])
    assert "XYZ-000" in nothing.content.decode()
    assert nothing.context["hits"] == []


def test_a_hit_is_put_into_the_chosen_lot(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, version = make_planned(cast.ekby), make_published(cast.ekby)
        lot = Lot.objects.create(organisation=cast.ekby, procurement=procurement, number=1, title="Nord")
    sent = {"version": str(version.uuid), "lot": str(lot.uuid)}
    client_for(cast.ada).post(f"{page_of(procurement)}add/", sent)

    with open_access(access_for_work(cast.ekby.pk)):
        assert AskedRequirement.objects.get().lot == lot


def test_a_newer_version_is_shown_word_by_word_and_taken(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby)
        procurement, (asked,) = make_asking(cast.ekby, version)
        fill_asked(asked, texts={"share": "60"})
        changed = said(
            code=version.requirement.code, wording=texts("Alle turer skal gå på sykkel.", sv="x"), variables={}
        )
        changed["measure"] = None
        newer = publish(new_draft(requirement=version.requirement, said=changed))
    ada, address = client_for(cast.ada), f"{page_of(procurement)}{asked.uuid}/newer/"
    page = ada.get(address)

    assert page.context["differences"].changed
    assert len(page.context["unfit"]) == 1
    older = ada.post(address, {"version": str(version.uuid)})
    assert (older.status_code, fresh(asked).version) == (200, version)
    assert ada.post(address, {"version": str(newer.uuid)})["Location"] == page_of(procurement)
    assert (fresh(asked).version, fresh(asked).values) == (newer, {})
    assert ada.get(address)["Location"] == page_of(procurement)


def test_a_set_is_kept_under_a_name_and_used_again(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    ada = client_for(cast.ada)
    ada.post(page_of(procurement), typed(procurement, asked, value_share="60", weight="30", note="Ours", price="70"))
    ada.post(f"{page_of(procurement)}templates/keep/", {"name": "Transport"})
    with open_access(access_for_work(cast.ekby.pk)):
        kept, other = RequirementSet.objects.get(), make_planned(cast.ekby, title="Another")
    ada.post(f"{page_of(other)}templates/use/", {"set": str(kept.uuid)})

    with open_access(access_for_work(cast.ekby.pk)):
        copy = AskedRequirement.objects.get(procurement=other)
    assert (copy.values, copy.weight, copy.note) == ({"share": "60"}, Decimal(30), "")
    assert fresh(other).price_weight == Decimal(70)
    ada.post(f"{page_of(other)}templates/use/", {"set": str(kept.uuid), "do": "forget"})
    with open_access(access_for_work(cast.ekby.pk)):
        assert not RequirementSet.objects.exists()


def test_more_than_fits_the_purchase_is_told(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        many = [make_published(cast.ekby, market={"maturity": "early", "note": texts("x", sv="x")}) for _each in "12"]
        procurement, asked = make_asking(cast.ekby, *many, value=Decimal(200_000))
    page = client_for(cast.ada).get(page_of(procurement))

    assert any(all(each.code in sentence for each in asked) for sentence in page.context["thoughts"])


@pytest.mark.usefixtures("in_english")
def test_the_text_of_one_that_rises_has_the_figure_of_its_first_step_wherever_it_stands(
    cast: Cast, client_for: In
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        asked = make_rising(cast.ekby, PlannedStep(Decimal(30), months=0), PlannedStep(Decimal(70), months=24))
        fill_asked(asked, texts={"share": "50"})
        procurement = Procurement.objects.get()
        (line,) = asked_lines(procurement)
        days = ContractDays(ContractPeriod(date(2027, 8, 1), 48))
        obliged = planned_obligations([line], days, "nb")[0].wording
        published = published_terms(procurement, language="nb").requirements[0].wording
    page = client_for(cast.ada).get(page_of(procurement))
    (item,) = page.context["groups"][0].items

    for text in (item.shown.wording_text, obliged, published):
        assert "Minst 30" in text
    assert item.form.variables == {}  # the figure is changed where the steps are
    sent = typed(procurement, asked, note="Ours")
    assert client_for(cast.ada).post(page_of(procurement), sent).status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        assert AskedRequirement.objects.get().values == {"share": "50"}  # comes back if the steps are taken away


@pytest.mark.usefixtures("in_english")
def test_one_that_rises_says_that_its_steps_come_first(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        asked = make_rising(cast.ekby)
        page_of = f"/o/ekby/procurements/{asked.procurement.uuid}/requirements/"
        steps = f"/o/ekby/procurements/{asked.procurement.uuid}/staircases/{asked.uuid}/"
    page = client_for(cast.ada).get(page_of).content.decode()

    assert "The steps take precedence over the number" in page
    assert steps in page


def test_once_there_are_bids_only_a_note_can_be_written(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(procurement)
    ada, prefix = client_for(cast.ada), asked.uuid.hex
    page = ada.get(page_of(procurement), headers={"accept-language": "en"})
    assert "There are bids: what is asked and how it weighs stays as it is." in page.text
    fields = [f'name="{prefix}-{name}"' in page.text for name in ("note", "value_share", "weight")]
    assert fields == [True, False, False]
    assert 'value="remove:' not in page.text
    assert "/requirements/add/" not in page.text

    note = {f"{prefix}-note": "Ask first", "asked_revision": str(procurement.asked_revision)}
    assert ada.post(page_of(procurement), note).status_code == 302
    changed = fresh(asked)
    assert (changed.note, changed.values, changed.weight) == ("Ask first", asked.values, asked.weight)
    late = typed(fresh(procurement), asked, value_share="60")
    assert ada.post(page_of(procurement), late).status_code == 422, "typed on a page that was opened before"
    assert fresh(asked).values == asked.values
    assert "There are bids" not in client_for(cast.bo).get(page_of(procurement), headers={"accept-language": "en"}).text


def test_a_reader_and_who_buys_along_see_it_and_change_nothing(
    cast: Cast, client_for: In, weighed: tuple[Procurement, AskedRequirement]
) -> None:
    procurement, asked = weighed
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(procurement, [cast.granby])
    along = f"/o/granby/procurements/{procurement.uuid}/requirements/"

    for client, address in ((client_for(cast.bo), page_of(procurement)), (client_for(cast.cilla), along)):
        seen = client.get(address)
        assert (seen.status_code, seen.context["may_run"]) == (200, False)
        assert b"<form method" not in seen.content.split(b"<main")[1]
        assert client.post(address, typed(procurement, asked, note="Mine")).status_code == 404
        assert client.post(f"{address}add/", {"words": "EGN-901"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(
    cast: Cast, client_for: In, number: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, _asked = make_asking(cast.ekby, *(make_published(cast.ekby) for _each in range(number)))
        for each in range(number):
            make_filled_basket(cast.ekby, name=f"Basket {each}")
            lot = Lot.objects.create(organisation=cast.ekby, procurement=procurement, number=each + 1, title=f"{each}")
            ask_for(procurement, [Wanted(make_published(cast.ekby))], lot=lot)
    ada = client_for(cast.ada)
    ada.get(page_of(procurement))
    with django_assert_num_queries(17):  # type: ignore[attr-defined]
        ada.get(page_of(procurement))
