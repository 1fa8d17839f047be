"""Gather requirements for a purchase: make, name, copy and put away baskets; put in, order and take out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError
from foundation.postgres.locks import hold
from organisations.models import Organisation
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import chosen_texts
from requirements_bank.models import Basket, BasketItem, RequirementVersion, State
from requirements_bank.queries.baskets import current_basket

MOST_ITEMS = 100
NAME_LENGTH = 200


class BasketNotPossibleError(DomainError):
    """Something cannot be done with a basket; `fields` says what is wrong by variable."""

    def __init__(self, message: object, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


@transaction.atomic
def make_basket(
    *,
    organisation: Organisation,
    name: str = "",
    category: str = "",
    value: Decimal | None = None,
    months: int | None = None,
    country: str = "",
    versions: Iterable[RequirementVersion] = (),
) -> Basket:
    """Return a new basket with these versions; it is the one that the acting person's additions land in from now on.

    Its purchase is made in the organisation's own country unless another is named.
    """
    actor = current_actor()
    _let_go(organisation, actor.user_id)
    basket = Basket.objects.create(
        organisation=organisation,
        name=name.strip()[:NAME_LENGTH] or _("Basket of %(name)s") % {"name": actor.name},
        made_by=actor.name,
        current_of_id=actor.user_id,
        category=category,
        value=value,
        months=months,
        country=country or organisation.country,
    )
    record_change(kind="requirements_bank.basket", action="made", **about_basket(basket))
    for version in versions:
        add_version(basket=basket, version=version)
    return basket


@transaction.atomic
def current_or_new_basket(organisation: Organisation) -> Basket:
    """Return the basket that the acting person's additions land in; a new one where there is none.

    Two first additions at once land in the same basket.
    """
    user_id = current_actor().user_id
    _hold_current(organisation, user_id)
    return current_basket(organisation, user_id) or make_basket(organisation=organisation)


@transaction.atomic
def make_current(basket: Basket) -> None:
    """Let the acting person's additions land in this basket; a basket that was put away is taken out again."""
    actor = current_actor()
    _let_go(basket.organisation, actor.user_id)
    basket = locked_basket(basket)
    was_archived, basket.archived_at, basket.current_of_id = basket.archived_at is not None, None, actor.user_id
    basket.save()
    if was_archived:
        record_change(kind="requirements_bank.basket", action="taken_out", **about_basket(basket))


@transaction.atomic
def rename_basket(basket: Basket, name: str) -> None:
    """Give the basket another name."""
    basket = locked_basket(basket)
    if not name.strip():
        raise BasketNotPossibleError(_("Give the basket a name."))
    if len(name.strip()) > NAME_LENGTH:
        sentence = _("The name is too long. Use at most %(most)s characters.")
        raise BasketNotPossibleError(sentence % {"most": NAME_LENGTH})
    basket.name = name.strip()
    basket.save()
    record_change(kind="requirements_bank.basket", action="renamed", **about_basket(basket))


@transaction.atomic
def copy_basket(basket: Basket) -> Basket:
    """Return a copy with all items, values and notes."""
    name = _("Copy of %(name)s") % {"name": basket.name}
    copy = make_basket(
        organisation=basket.organisation,
        name=name,
        category=basket.category,
        value=basket.value,
        months=basket.months,
        country=basket.country,
    )
    names = ("organisation_id", "version_id", "code", "title", "values", "note", "position")
    items = BasketItem.objects.filter(basket=basket, removed_at=None)
    BasketItem.objects.bulk_create(
        BasketItem(basket=copy, **{name: getattr(item, name) for name in names}) for item in items
    )
    return copy


@transaction.atomic
def archive_basket(basket: Basket) -> None:
    """Put a basket away; it stays readable and can be taken out again."""
    basket = locked_basket(basket)
    basket.archived_at, basket.current_of = timezone.now(), None
    basket.save()
    record_change(kind="requirements_bank.basket", action="archived", **about_basket(basket))


@transaction.atomic
def add_version(*, basket: Basket, version: RequirementVersion) -> BasketItem:
    """Return the item of the version's requirement, which is new unless the requirement lies in the basket already."""
    basket = locked_basket(basket)
    check_open(basket)
    known = basket.items.filter(removed_at=None)
    there = known.filter(version__requirement=version.requirement_id).first()
    if there:
        return there
    if version.state != State.PUBLISHED:
        raise BasketNotPossibleError(_("Only published requirements can be put into a basket."))
    if known.count() >= MOST_ITEMS:
        raise BasketNotPossibleError(_("A basket holds at most %(most)s requirements.") % {"most": MOST_ITEMS})
    item = BasketItem.objects.create(
        organisation_id=basket.organisation_id,
        basket=basket,
        version=version,
        position=(basket.items.aggregate(last=Max("position"))["last"] or 0) + 1,
        **_named(version),
    )
    touch(basket)
    record_change(kind="requirements_bank.basket", action="added", **about_basket(basket, code=item.code))
    return item


@transaction.atomic
def remove_item(item: BasketItem) -> None:
    """Take a requirement out of its basket; it can be put back as it was."""
    basket = locked_basket(item.basket)
    if BasketItem.objects.filter(pk=item.pk, removed_at=None).update(removed_at=timezone.now()):
        touch(basket)
        record_change(kind="requirements_bank.basket", action="removed", **about_basket(basket, code=item.code))


@transaction.atomic
def put_back(item: BasketItem) -> None:
    """Put what was taken out back, with its values and note; nothing happens where its requirement is there again."""
    basket = locked_basket(item.basket)
    check_open(basket)
    same = RequirementVersion.objects.filter(pk=item.version_id).values("requirement")
    if basket.items.filter(removed_at=None, version__requirement__in=same).exists():
        return
    if BasketItem.objects.filter(pk=item.pk).exclude(removed_at=None).update(removed_at=None):
        touch(basket)
        record_change(kind="requirements_bank.basket", action="put_back", **about_basket(basket, code=item.code))


@transaction.atomic
def move_item(item: BasketItem, *, before: BasketItem) -> None:
    """Let two items change places."""
    basket = locked_basket(item.basket)
    places = {each.pk: each.position for each in BasketItem.objects.filter(pk__in=(item.pk, before.pk), basket=basket)}
    if len(places) == 2:  # noqa: PLR2004 - both are still there
        BasketItem.objects.filter(pk=item.pk).update(position=places[before.pk])
        BasketItem.objects.filter(pk=before.pk).update(position=places[item.pk])
        touch(basket)
        record_change(kind="requirements_bank.basket", action="changed", **about_basket(basket, code=item.code))


@transaction.atomic
def take_newer_version(item: BasketItem) -> BasketItem:
    """Let the item stand on the published version of its requirement; values that still fit are kept."""
    basket = locked_basket(item.basket)
    check_open(basket)
    version = RequirementVersion.objects.filter(
        requirement__versions=item.version_id, state=State.PUBLISHED
    ).select_related("requirement").first()  # fmt: skip
    if version is None:
        raise ConflictError(_("There is no newer version in sight. Load the page again."))
    item.version = version
    item.values = chosen_texts(content_of(version.content, version.content_hash).variables, item.values)
    for name, text in _named(version).items():
        setattr(item, name, text)
    item.save()
    touch(basket)
    record_change(kind="requirements_bank.basket", action="changed", **about_basket(basket, code=item.code))
    return item


def _named(version: RequirementVersion) -> dict[str, str]:
    title = text_in(version.content.get("title"), get_language() or "nb")
    return {"code": version.requirement.code, "title": title[:300]}


def _hold_current(organisation: Organisation, user_id: int | None) -> None:
    """Hold the choice of the person's current basket; before any basket is held, so that nobody waits in a ring."""
    if user_id is not None:
        hold("current basket", f"{organisation.pk}/{user_id}")


def _let_go(organisation: Organisation, user_id: int | None) -> None:
    _hold_current(organisation, user_id)
    if user_id is not None:
        Basket.objects.filter(organisation=organisation, current_of_id=user_id).update(current_of=None)


def locked_basket(basket: Basket) -> Basket:
    """Return the basket as it is now, held until the transaction ends."""
    return Basket.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=basket.pk)


def check_open(basket: Basket) -> None:
    """Refuse to change a basket that was put away."""
    if basket.archived_at:
        raise ConflictError(_("The basket is put away. Take it out again before you change it."))


def touch(basket: Basket) -> None:
    """Let the basket be the last that was changed."""
    basket.save(update_fields=["updated_at"])


def about_basket(basket: Basket, **summary: object) -> dict[str, Any]:
    """Return what a change record says of the basket."""
    return {
        "organisation_id": basket.organisation_id,
        "object_id": basket.uuid,
        "summary": {"name": basket.name, **summary},
    }
