"""What holds for a whole notice while it is read: its language, its day, and the problems found so far."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from emissions.importers.problem_log import ProblemLog, short
from foundation.problems import Problem, Severity
from procurement.calculations.notice_codes import CodeStanding
from procurement.reference.notice_codes import code_lists

_STANDINGS: Final = {
    CodeStanding.NOT_YET: "code_is_not_yet_valid",
    CodeStanding.REPLACED: "code_is_replaced",
    CodeStanding.OVER: "code_is_over",
}


@dataclass(slots=True)
class Reading:
    """Collects problems; language and day are known once the head of the notice is read."""

    log: ProblemLog = field(default_factory=ProblemLog)
    language: str | None = None
    day: date | None = None

    def tell(
        self, code: str, place: str, name: str, severity: Severity = Severity.WARNING, /, **values: object
    ) -> None:
        """Tell a problem of the field of this name."""
        self.log.add(Problem(code, place, name, severity, {"place": place, "field": name, **values}))

    def check_code(self, code_list: str, code: str, place: str, name: str) -> None:
        """Tell a code that its list does not have, or that does not stand on the notice's day."""
        known = code_lists().get(code_list)
        if known is None:
            return
        if code not in known:
            self.tell("code_is_unknown", place, name, code=short(code), list=code_list)
        elif self.day and (told := _STANDINGS.get(known.standing(code, self.day))):
            new = known.replacement(code)
            named = new.code if new else ""
            self.tell(told, place, name, Severity.NOTICE, code=code, list=code_list, day=self.day, new=named)
