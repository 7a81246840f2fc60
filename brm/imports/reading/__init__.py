"""Files as rows of text: what a file really is, how it is written, its rows one by one. Knows no party."""

from brm.imports.reading.files import LIMIT, Look, Reading, look_at, rows_of

__all__ = ["LIMIT", "Look", "Reading", "look_at", "rows_of"]
