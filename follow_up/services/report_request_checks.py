"""What a request for reports has to say before it is kept: to whom, and for which days."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.calculations.report_periods import Season
from follow_up.models import ReportLanguage, ReportPeriodKind
from follow_up.models.report_requests import LONGEST_UNTIL_DUE
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.written_names import tidy_title
from procurement.models import Contract, ContractState

if TYPE_CHECKING:
    from follow_up.services.report_requests import RequestSaid


def check_request(contract: Contract, said: "RequestSaid") -> None:
    """Raise FollowUpNotPossibleError, naming the field, where it cannot be asked so."""
    if contract.state != ContractState.SIGNED:
        raise FollowUpNotPossibleError(_("Reports are asked for once the contract is signed."))
    if not tidy_title(said.title):
        raise FollowUpNotPossibleError(_("Say in a few words what is reported."), field="title")
    if said.party.contract_id != contract.pk:
        raise FollowUpNotPossibleError(_("Choose a supplier of this contract."), field="party")
    _check_words(said)
    _check_days(contract, said)
    if said.obligation and said.obligation.contract_id != contract.pk:
        raise FollowUpNotPossibleError(_("Choose an obligation of this contract."), field="obligation")


def _check_words(said: "RequestSaid") -> None:
    try:
        validate_email(said.email.strip())
    except ValidationError as error:
        raise FollowUpNotPossibleError(_("Write the supplier's e-mail address."), field="email") from error
    if said.language not in ReportLanguage.values:
        raise FollowUpNotPossibleError(_("Choose a language."), field="language")
    if said.period_kind not in ReportPeriodKind.values:
        raise FollowUpNotPossibleError(_("Choose how often it is reported."), field="period_kind")


def _check_days(contract: Contract, said: "RequestSaid") -> None:
    if not 0 <= said.days_until_due <= LONGEST_UNTIL_DUE:
        sentence = _("Give the supplier from 0 to %(most)s days.") % {"most": LONGEST_UNTIL_DUE}
        raise FollowUpNotPossibleError(sentence, field="days_until_due")
    if said.last_day and said.last_day < said.first_day:
        raise FollowUpNotPossibleError(_("The last day comes before the first."), field="last_day")
    ends = contract.last_possible_day or contract.last_day
    if ends and said.first_day > ends:
        sentence = _("The contract ends on %(day)s. Choose an earlier day.") % {"day": date_format(ends)}
        raise FollowUpNotPossibleError(sentence, field="first_day")
    if contract.first_day and said.first_day < contract.first_day:
        sentence = _("The contract begins on %(day)s. Choose that day or a later one.")
        raise FollowUpNotPossibleError(sentence % {"day": date_format(contract.first_day)}, field="first_day")
    if said.period_kind == ReportPeriodKind.SEASON:
        _check_season(said)


def _check_season(said: "RequestSaid") -> None:
    for field in ("season_begins", "season_ends"):
        try:
            month, day = map(int, getattr(said, field).split("-"))
            Season(month, day, month, day).beginning_in(date.today().year)  # noqa: DTZ011 - any year will do
        except ValueError as error:
            sentence = _("Write the day as day and month, such as 15.10.")
            raise FollowUpNotPossibleError(sentence, field=field) from error
