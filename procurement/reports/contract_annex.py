"""What a contract obliges to as a Word document, to be signed with it."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation import figures
from procurement.models import Contract, Obligation
from procurement.reports.contract_words import (
    ShownObligation,
    ShownStep,
    about_contract_words,
    days_in_words,
    shown_obligations,
    shown_parties,
)
from procurement.reports.eforms_xml import sound
from procurement.reports.spoken import SPOKEN, written_in
from procurement.reports.word_parts import add_table, new_word


def contract_annex(contract: Contract, obligations: Sequence[Obligation], today: date) -> bytes:
    """Return the annex as a Word file: parties, days, each obligation with its wording, its proof and its steps.

    It is written in the language of its obligations, that of the contract.
    """
    language = next((each.language for each in obligations if each.language), SPOKEN.get(contract.country, ""))
    with written_in(language):
        return _annex(contract, obligations, today)


def _annex(contract: Contract, obligations: Sequence[Obligation], today: date) -> bytes:
    word = new_word(_("Climate annex: %(title)s") % {"title": contract.title})
    add_table(word, _terms(_("Buyers"), _buyers(contract)))
    add_table(word, _terms(_("Suppliers"), [(each.party.name, each.number) for each in shown_parties(contract)]))
    add_table(word, _terms(_("About"), [*about_contract_words(contract), *days_in_words(contract)]))
    for shown in shown_obligations(contract, obligations, today):
        _add_obligation(word, shown)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _buyers(contract: Contract) -> list[tuple[str, str | None]]:
    """Return who keeps the contract and who shares it, each with its organisation number."""
    shares = [each.buyer for each in contract.buyers.select_related("buyer") if each.may_call_off]
    return [(each.name, each.number) for each in (contract.organisation, *shares)]


def _terms(caption: str, rows: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    return {"caption": caption, "columns": [], "rows": [list(row) for row in rows]}


def _add_obligation(word: Any, shown: ShownObligation) -> None:  # noqa: ANN401 - python-docx has no types
    obligation = shown.obligation
    word.add_heading(sound(f"{obligation.code} {obligation.title}".strip()), level=2)
    for sentence in _sentences(shown):
        word.add_paragraph(sound(sentence))
    if shown.steps:
        titles = (_("Asked for"), _("From"), _("Until"), _("Note"))
        columns = [{"title": title} for title in titles]
        add_table(word, {"caption": _("Steps"), "columns": columns, "rows": [_step(each) for each in shown.steps]})


def _sentences(shown: ShownObligation) -> list[str]:
    """Return what stands above the steps, as on the page of the contract."""
    obligation = shown.obligation
    found = [f"{obligation.party.name}:" if obligation.party else "", obligation.wording]
    if obligation.wording and obligation.rises:
        found.append(_("The steps take precedence over the number in the requirement's text."))
    if shown.promised:
        found.append(
            _("Offered: %(figure)s. This is what has to be delivered; the wording above gave the points.")
            % {"figure": shown.promised}
        )
    elif obligation.answer:
        found.append(_("The bid answers: %(answer)s") % {"answer": obligation.answer})
    elif shown.lacks_offer:
        found.append(_("The bid offers nothing on this, so it obliges to nothing."))
    if obligation.proof:
        found.append(_("Proof: %(proof)s") % {"proof": obligation.proof})
    return [sentence for sentence in [*found, *shown.late] if sentence]


def _step(shown: ShownStep) -> list[str]:
    days = (shown.step.first_day, shown.step.last_day)
    written = [date_format(day, "SHORT_DATE_FORMAT") if day else figures.MISSING for day in days]
    return [shown.asked, *written, "; ".join(shown.remarks)]
