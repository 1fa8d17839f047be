"""Keep papers of a talk; those that were handed out go to everyone who is invited."""

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.files.store import store_file
from procurement.models import DialogueEntry, DialoguePaper
from procurement.services.documents import TITLE_LENGTH, check_document
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked

MOST_PAPERS = 50


def add_paper(
    entry: DialogueEntry, *, stream: IO[bytes], file_name: str, title: str = "", is_handed_out: bool = False
) -> DialoguePaper:
    """Return the kept paper, called as its file unless it has a title.

    Raises ProcurementNotPossibleError for a file that is empty, too large, or no document of a kind that is taken.
    """
    check_document(stream, file_name)
    return _keep(entry, stream, file_name, title, is_handed_out)


@transaction.atomic
def remove_paper(paper: DialoguePaper) -> None:
    """Take a paper out of the log; the file stays where it is kept."""
    procurement = locked(paper.procurement)
    gone, _each = DialoguePaper.objects.filter(pk=paper.pk).delete()
    if gone:
        record_change(kind="procurement.dialogue", action="paper_removed", **about(procurement, paper=paper.title))


@transaction.atomic
def _keep(entry: DialogueEntry, stream: IO[bytes], file_name: str, title: str, is_handed_out: bool) -> DialoguePaper:
    procurement = locked(entry.procurement)
    if DialoguePaper.objects.filter(entry=entry).count() >= MOST_PAPERS:
        raise ProcurementNotPossibleError(
            _("There are %(most)s papers already. Take one out first.") % {"most": MOST_PAPERS}
        )
    paper = DialoguePaper.objects.create(
        organisation_id=procurement.organisation_id,
        procurement=procurement,
        entry=entry,
        file=store_file(organisation_id=procurement.organisation_id, stream=stream, name=file_name),
        title=(title.strip() or file_name.rpartition(".")[0])[:TITLE_LENGTH],
        is_handed_out=is_handed_out,
        uploaded_by=current_actor().name,
    )
    record_change(kind="procurement.dialogue", action="paper_kept", **about(procurement, paper=paper.title))
    return paper
