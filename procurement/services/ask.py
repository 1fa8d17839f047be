"""Choose what a procurement asks for: versions of the bank, their values and weights, for one lot or for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import ConflictError
from procurement.models import AskedRequirement, Lot, Procurement, Staircase
from procurement.queries.staircases import content_asked, measure_the_same
from procurement.services.asked_values import Filling, checked_weight, fill
from procurement.services.documents_bid_on import check_nobody_bid_on_it
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.shown_staircases import show_staircases
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import chosen_texts
from requirements_bank.models import Basket, BasketItem, RequirementVersion, State

MOST_ASKED = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A version to ask for, with values of its variables as texts and a note for colleagues."""

    version: RequirementVersion
    values: Mapping[str, str] | None = None
    note: str = ""


@transaction.atomic
def ask_for(procurement: Procurement, wanted: Iterable[Wanted], *, lot: Lot | None = None) -> list[AskedRequirement]:
    """Return what is asked by these versions, for the lot or for all; a requirement that is asked already stays.

    Raises ProcurementNotPossibleError for a version that is not published, where the most is asked for already, and
    once there are bids.
    """
    procurement = locked(procurement)
    known = {
        asked.version.requirement_id: asked
        for asked in AskedRequirement.objects.filter(procurement=procurement, lot=lot, removed_at=None).select_related(
            "version"
        )
    }
    for each in (those := list(wanted)):
        if each.version.requirement_id not in known:
            known[each.version.requirement_id] = _ask(procurement, each, lot)
    return [known[each.version.requirement_id] for each in those]


def ask_as_in_basket(procurement: Procurement, basket: Basket, *, lot: Lot | None = None) -> list[AskedRequirement]:
    """Return what is asked by the versions of a basket, with the values and notes that stand there."""
    items = list(BasketItem.objects.filter(basket=basket, removed_at=None))
    versions = RequirementVersion.objects.select_related("requirement").in_bulk([item.version_id for item in items])
    wanted = [
        Wanted(versions[item.version_id], item.values, item.note) for item in items if item.version_id in versions
    ]
    return ask_for(procurement, [each for each in wanted if each.version.state == State.PUBLISHED], lot=lot)


@transaction.atomic
def ask_no_longer(asked: AskedRequirement) -> None:
    """Take a requirement out of its procurement; it can be put back as it was."""
    procurement = locked(asked.procurement)
    if AskedRequirement.objects.filter(pk=asked.pk, removed_at=None).update(removed_at=timezone.now()):
        check_nobody_bid_on_it(procurement)
        _touch(procurement)
        show_staircases(procurement)
        record_change(kind="procurement.procurement", action="removed", **about(procurement, code=asked.code))


@transaction.atomic
def ask_again(asked: AskedRequirement) -> None:
    """Put what was taken out back; nothing happens where its requirement is asked for again already.

    Raises ProcurementNotPossibleError once there are bids, and where the most is asked for already.
    """
    procurement = locked(asked.procurement)
    same = AskedRequirement.objects.filter(
        procurement=procurement, lot=asked.lot_id, removed_at=None, version__requirement__versions=asked.version_id
    )
    if same.exists():
        return
    if AskedRequirement.objects.filter(pk=asked.pk).exclude(removed_at=None).exists():
        check_nobody_bid_on_it(procurement)
        _check_room(procurement)
        AskedRequirement.objects.filter(pk=asked.pk).update(removed_at=None)
        _touch(procurement)
        show_staircases(procurement)
        record_change(kind="procurement.procurement", action="put_back", **about(procurement, code=asked.code))


def fill_asked(
    asked: AskedRequirement,
    *,
    texts: Mapping[str, str] | None = None,
    weight: Decimal | None = None,
    note: str | None = None,
) -> AskedRequirement:
    """Return the requirement with these values, weight in per cent and note; what is None stays as it is.

    Raises what `fill_all` raises.
    """
    (filled,) = fill_all(asked.procurement, {asked.pk: Filling(texts, note, weight)})
    return filled


@transaction.atomic
def fill_all(
    procurement: Procurement,
    fillings: Mapping[int, Filling],
    *,
    price: Filling | None = None,
    asked_revision: int | None = None,
) -> list[AskedRequirement]:
    """Return what is asked with these keys, filled in all or none; `price` holds the weight of the price.

    Raises ConflictError if what is asked was changed after `asked_revision`, ValuesDoNotFitError by variable, and
    ProcurementNotPossibleError for a weight beside anything but an award criterion or outside 0 to 100, and for a
    value or weight once there are bids.
    """
    procurement = locked(procurement, asked_revision=asked_revision)
    those = list(AskedRequirement.objects.filter(procurement=procurement, pk__in=fillings))
    versions = RequirementVersion.objects.in_bulk({asked.version_id for asked in those})
    before = {asked.pk: (asked.values, asked.weight) for asked in those}
    changed = [asked for asked in those if fill(asked, versions.get(asked.version_id), fillings[asked.pk])]
    AskedRequirement.objects.bulk_update(changed, ["values", "weight", "note"])
    is_weighed = _weigh_price(procurement, price)
    if is_weighed or any(before[asked.pk] != (asked.values, asked.weight) for asked in changed):
        check_nobody_bid_on_it(procurement)  # a note for colleagues may change all the same
    if changed or is_weighed:
        codes = [asked.code for asked in changed] + ([_("the price")] if is_weighed else [])
        _touch(procurement)
        record_change(kind="procurement.procurement", action="filled", **about(procurement, code=", ".join(codes)))
    return those


@transaction.atomic
def ask_newer_version(asked: AskedRequirement) -> AskedRequirement:
    """Let the published version of its requirement be asked for; values that still fit are kept.

    Raises ConflictError where none is in sight, and ProcurementNotPossibleError for one that measures something else
    than the staircase that stands on it.
    """
    procurement = locked(asked.procurement)
    version = (
        RequirementVersion.objects.filter(requirement__versions=asked.version_id, state=State.PUBLISHED)
        .select_related("requirement")
        .first()
    )
    if version is None:
        raise ConflictError(_("There is no newer version in sight. Load the page again."))
    asked, content = AskedRequirement.objects.get(pk=asked.pk), content_of(version.content, version.content_hash)
    if asked.version_id != version.pk:
        check_nobody_bid_on_it(procurement)
    _check_staircase(asked, content)
    asked.version = version
    asked.values = chosen_texts(content.variables, asked.values)
    asked.code, asked.title = _named(version)
    asked.save()
    _touch(procurement)
    show_staircases(procurement)
    record_change(kind="procurement.procurement", action="filled", **about(procurement, code=asked.code))
    return asked


def _ask(procurement: Procurement, wanted: Wanted, lot: Lot | None) -> AskedRequirement:
    version = wanted.version
    if version.state != State.PUBLISHED:
        raise ProcurementNotPossibleError(_("Only published requirements can be asked for."))
    check_nobody_bid_on_it(procurement)
    _check_room(procurement)
    there = AskedRequirement.objects.filter(procurement=procurement)
    code, title = _named(version)
    asked = AskedRequirement.objects.create(
        organisation_id=procurement.organisation_id,
        procurement=procurement,
        lot=lot,
        version=version,
        code=code,
        title=title,
        values=chosen_texts(content_of(version.content, version.content_hash).variables, wanted.values or {}),
        note=wanted.note,
        position=(there.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    _touch(procurement)
    record_change(kind="procurement.procurement", action="asked", **about(procurement, code=code))
    return asked


def _check_room(procurement: Procurement) -> None:
    if AskedRequirement.objects.filter(procurement=procurement, removed_at=None).count() >= MOST_ASKED:
        sentence = _("A procurement asks for at most %(most)s requirements.")
        raise ProcurementNotPossibleError(sentence % {"most": MOST_ASKED})


def _check_staircase(asked: AskedRequirement, newer: RequirementContent) -> None:
    """Refuse a version on which the stored thresholds would mean something else, or nothing."""
    if Staircase.objects.filter(asked=asked).exists() and not measure_the_same(content_asked(asked), newer):
        sentence = _(
            "The newer version of %(code)s no longer measures what its staircase rises in."
            " Take its steps out first, then the newer version."
        )
        raise ProcurementNotPossibleError(sentence % {"code": asked.code})


def _weigh_price(procurement: Procurement, price: Filling | None) -> bool:
    """Keep the weight of the price with the procurement; return whether that changes it."""
    if price is None or price.weight == procurement.price_weight:
        return False
    procurement.price_weight = checked_weight(price.weight, "price_weight")
    procurement.save(update_fields=["price_weight"])
    return True


def _touch(procurement: Procurement) -> None:
    """Count that what is asked was changed, so that nobody overwrites it unseen."""
    procurement.asked_revision += 1
    procurement.save(update_fields=["asked_revision", "updated_at"])


def _named(version: RequirementVersion) -> tuple[str, str]:
    title = text_in(version.content.get("title"), get_language() or "nb")
    return version.requirement.code, title[:300]
