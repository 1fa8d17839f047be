"""Controls of an organisation, and what was answered, seen and signed at each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from follow_up.calculations.control_answers import counting, people_differ
from follow_up.models import Control, ControlAnswer, ControlItem, ControlPhoto, ControlState, Deviation, Seen
from organisations.models import Organisation
from procurement.reports.staircase_words import number


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A question with its answers in their order, the one that counts, and its pictures.

    `late` came after the control was finished and counts for nothing; `differs`: two people answered differently.
    """

    item: ControlItem
    answers: list[ControlAnswer] = field(default_factory=list)
    late: list[ControlAnswer] = field(default_factory=list)
    photos: list[ControlPhoto] = field(default_factory=list)
    deviation: Deviation | None = None

    @property
    def counted(self) -> ControlAnswer | None:
        """The answer that counts."""
        return counting(self.answers)

    @property
    def differs(self) -> bool:
        """Whether people saw it differently."""
        return people_differ([*self.answers, *self.late])

    @property
    def is_not_kept(self) -> bool:
        """Whether the answer that counts says that it is not kept."""
        return bool(self.counted and self.counted.seen == Seen.NOT_KEPT)


def controls_of(organisation: Organisation) -> QuerySet[Control]:
    """Return the controls of what the organisation follows up, with how many questions and answered ones each has."""
    return (
        Control.objects.filter(organisation=organisation)
        .select_related("contract", "party", "started_by")
        .annotate(
            asked=Count("items", distinct=True),
            answered=Count("answers__item", distinct=True),
            found=Count("deviations", filter=~Q(deviations__state="withdrawn"), distinct=True),
        )
        .order_by("-held_on", "-pk")
    )


def control_called(organisation: Organisation, uuid: UUID) -> Control | None:
    """Return the control with this id."""
    found = Control.objects.filter(organisation=organisation, uuid=uuid)
    return found.select_related("contract__organisation", "party", "task", "started_by").first()


def looked_at(control: Control) -> list[LookedAt]:
    """Return the questions of a control in their order; four queries however many there are."""
    items = control.items.select_related("obligation")
    found = {each.pk: LookedAt(_plain(each)) for each in items}
    for answer in control.answers.all():
        answer.value = None if answer.value is None else number(answer.value)
        came_late = is_late(control, answer)
        (found[answer.item_id].late if came_late else found[answer.item_id].answers).append(answer)
    for key, photos in _by_item(photos_of(control)).items():
        if key is not None:
            found[key].photos.extend(photos)
    deviations = {each.item_id: each for each in control.deviations.exclude(state="withdrawn")}
    return [_with(each, deviations.get(each.item.pk)) for each in found.values()]


def photos_of(control: Control) -> QuerySet[ControlPhoto]:
    """Return the pictures of a control but for those that were taken out."""
    return ControlPhoto.objects.filter(control=control, removed_because="").select_related("file")


def is_late(control: Control, thing: ControlAnswer | ControlPhoto) -> bool:
    """Whether it came after the control was finished."""
    return bool(
        control.state == ControlState.FINISHED and control.finished_at and thing.received_at > control.finished_at
    )


def _plain(item: ControlItem) -> ControlItem:
    item.threshold = None if item.threshold is None else number(item.threshold)
    return item


def _by_item(photos: Iterable[ControlPhoto]) -> dict[int | None, list[ControlPhoto]]:
    found: dict[int | None, list[ControlPhoto]] = defaultdict(list)
    for photo in photos:
        found[photo.item_id].append(photo)
    return found


def _with(each: LookedAt, deviation: Deviation | None) -> LookedAt:
    return LookedAt(each.item, each.answers, each.late, each.photos, deviation)
