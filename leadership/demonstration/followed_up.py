"""The demonstration's follow-up: what people have planned, looked at, found, asked for and decided over a year.

Each thing is made once, by the services that the pages call; what people have done with it since is left alone.
"""

from collections.abc import Mapping

from leadership.demonstration.followed_controls import fill_controls
from leadership.demonstration.followed_deviations import fill_deviations
from leadership.demonstration.followed_evidence import fill_evidence
from leadership.demonstration.followed_plans import fill_plans
from leadership.demonstration.followed_reports import fill_reports
from leadership.demonstration.followed_ties import fill_ties
from organisations.models import Organisation


def fill_follow_up(organisations: Mapping[str, Organisation]) -> None:
    """Follow the demonstration's contracts up, after its accounts are there."""
    fill_controls(organisations)
    fill_deviations(organisations)
    fill_evidence(organisations)
    fill_ties(organisations)
    fill_plans(organisations)
    fill_reports(organisations)
