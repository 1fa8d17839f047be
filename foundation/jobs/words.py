"""How long work speaks to people: its name, what it is doing now, what came of it. Each app words its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from foundation.jobs.models import Job

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """What one step is called: `text` as long as nothing is counted, `counted` with {done} and {total} in it."""

    text: Text
    counted: Text = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a finished job, in a sentence, and the page that shows it."""

    sentence: Text
    address: str = ""
    action: Text = ""


def _nothing_to_show(job: Job) -> Outcome:  # noqa: ARG001 - as every outcome
    return Outcome(_("It is done."))


@dataclass(frozen=True, slots=True)
class JobWords:
    """The words of one kind of job; with `moves_on` the page of a job follows the outcome's address by itself.

    `result_needs` is the permission without which nobody is told what came of it, where seeing the job is not enough.
    `private` are the parts of the result that may name persons: told to those alone who may see personal numbers.
    """

    title: Text
    steps: Mapping[str, Step] = field(default_factory=dict)
    outcome: Callable[[Job], Outcome] = _nothing_to_show
    moves_on: bool = True
    result_needs: str = ""
    private: tuple[str, ...] = ()


_WORDS: dict[str, JobWords] = {}


def register_job_words(name: str, words: JobWords) -> None:
    """Say how jobs called `name` are worded; apps call this when they are ready."""
    _WORDS[name] = words


def words_of(job: Job) -> JobWords:
    """Return the words of the job; one that no app has worded is called by its technical name."""
    return _WORDS.get(job.name, JobWords(title=job.name))


def what_happens_now(job: Job) -> str:
    """Return one sentence on where the job stands: "Reading line 41 200 of 120 000"."""
    if job.status == Job.Status.WAITING:
        return _("Waiting for its turn")
    if job.status == Job.Status.DONE:
        return str(outcome_of(job).sentence)
    if job.status == Job.Status.FAILED:
        return why_it_failed(job)
    if job.leased_until and job.leased_until < timezone.now():
        return _("It was interrupted and is being taken up again. Nothing is lost.")
    if job.attempt > 1:
        return _("%(now)s – taken up again after an interruption") % {"now": _what_is_done(job)}
    return _what_is_done(job)


def _what_is_done(job: Job) -> str:
    step = words_of(job).steps.get(job.step, Step(_("Working")))
    language = get_language() or "en"
    if job.total and step.counted:
        return str(step.counted).format(
            done=figures.integer(job.done, language), total=figures.integer(job.total, language)
        )
    return f"{step.text}: {figures.integer(job.done, language)}" if job.done else str(step.text)


def why_it_failed(job: Job) -> str:
    """Return why a failed job failed, and what to do about it."""
    match job.result.get("error"):
        case "refused":
            return str(job.result.get("message") or _("It could not be done."))
        case "gave_up":
            return _("It was tried several times and each time the work broke off. Tell those who run Klimatrappa.")
        case _:
            return _(
                "Something went wrong on our side. Nothing was saved. Try again, or tell those who run Klimatrappa."
            )


def outcome_of(job: Job) -> Outcome:
    """Return what came of a job that is done."""
    return words_of(job).outcome(job)
