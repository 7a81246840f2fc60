"""Reads back what a PDF shows: the characters of its fonts' maps, the file opened without a library of its own."""

import re
import zlib


def characters_of(pdf: bytes) -> set[str]:
    """Every character that the PDF's fonts say they draw."""
    found: set[str] = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            text = zlib.decompress(stream)
        except zlib.error:
            text = stream
        for block in re.findall(rb"begin(?:bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", text, re.DOTALL):
            for line in block.splitlines():
                if words := re.findall(rb"<([0-9A-Fa-f]+)>", line):
                    found |= set(bytes.fromhex(words[-1].decode()).decode("utf-16-be"))
    return found


def missing_from(pdf: bytes, words: str) -> set[str]:
    """The characters of some words that are drawn nowhere."""
    return set(words) - {" ", "\n"} - characters_of(pdf)
