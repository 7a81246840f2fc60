"""Bodies of calls, read; whatever cannot be read is answered, not an error of ours."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError


class JSONParser(parsers.JSONParser):
    """JSON; a body nested deeper than anything meant is as malformed as one that breaks off, or one with half a
    character in it (a surrogate alone), which no text of ours can hold and no answer could say."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """What the body says."""
        raw = stream.read()
        try:
            said = super().parse(BytesIO(raw), media_type, parser_context)
            if b"\\ud" in raw.lower():
                json.dumps(said, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError(_("This JSON is nested too deeply.")) from error
        except UnicodeEncodeError as error:
            raise ParseError(_("Some values are not right.")) from error
        return said
