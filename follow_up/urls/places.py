"""Where follow-up stands in the addresses of an organisation, and which kinds of files its addresses name."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class RegisterFile(StringConverter):
    """The kinds of files that lists are given out as."""

    regex = "csv|xlsx"


class RiskFile(StringConverter):
    """The kinds of documents that a yearly assessment is given out as."""

    regex = "docx|pdf"


register_converter(RegisterFile, "register_file")


register_converter(RiskFile, "risk_file")


FOLLOW_UP = "o/<slug:organisation>/follow-up/"
