"""JSON bodies, refused where they cannot be worked with: nested without end, or with half characters in them."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class SoundJson(JSONParser):
    """Takes JSON that can also be written again; an error names every field, which must therefore be writable."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed on
        """Return the values of the body; ParseError where it is no JSON or none that can be answered."""
        try:
            values = super().parse(*args, **kwargs)
            json.dumps(values, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError(str(error)) from error
        return values
