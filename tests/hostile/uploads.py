"""Sixty files nobody sends by accident. Each is refused, or kept and inert: never run, never opened."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

PNG = b"\x89PNG\r\n\x1a\n"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00"
PDF = b"%PDF-1.7\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]><l>&j;</l>"
)


def package(*entries: tuple[str, bytes]) -> bytes:
    """A ZIP with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def linked() -> bytes:
    """A ZIP with a symbolic link to a file of the system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def picture(width: int, height: int) -> bytes:
    """The head of a PNG that says how large it is."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return PNG + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + b"\x00" * 32


def bomb() -> bytes:
    """Ten kilobytes that unpack to ten megabytes, inside another of the same."""
    inner = package(*((f"{number}.bin", b"\0" * 1_000_000) for number in range(10)))
    return package(*((f"{number}.zip", inner) for number in range(10)))


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "program": ("run.exe", lambda: b"MZ\x90\x00" + b"\0" * 200),
    "program as a picture": ("run.png", lambda: b"MZ\x90\x00" + b"\0" * 200),
    "program as a paper": ("run.pdf", lambda: b"\x7fELF" + b"\0" * 200),
    "program with two endings": ("invoice.pdf.exe", lambda: b"MZ"),
    "script": ("run.sh", lambda: b"#!/bin/sh\nrm -rf /\n"),
    "batch": ("run.bat", lambda: b"@del *.*"),
    "powershell": ("run.ps1", lambda: b"Remove-Item *"),
    "visual basic": ("run.vbs", lambda: b"MsgBox 1"),
    "javascript": ("run.js", lambda: b"alert(1)"),
    "java": ("run.jar", lambda: package(("META-INF/MANIFEST.MF", b"Main-Class: X"))),
    "shortcut": ("run.lnk", lambda: b"L\0\0\0\x01\x14\x02\0"),
    "web page": ("page.html", lambda: SCRIPT),
    "web page, short": ("page.htm", lambda: SCRIPT),
    "web page as xhtml": ("page.xhtml", lambda: SCRIPT),
    "web page packed": ("page.mht", lambda: SCRIPT),
    "drawing with a script": ("drawing.svg", lambda: SVG),
    "drawing packed": ("drawing.svgz", lambda: gzip.compress(SVG)),
    "drawing as a picture": ("drawing.png", lambda: SVG),
    "page as a picture": ("page.jpg", lambda: SCRIPT),
    "page as a gif": ("page.gif", lambda: SCRIPT),
    "page as a paper": ("page.pdf", lambda: SCRIPT),
    "page as a film": ("page.mp4", lambda: SCRIPT),
    "page as a song": ("page.mp3", lambda: SCRIPT),
    "page as webp": ("page.webp", lambda: SCRIPT),
    "xml": ("data.xml", lambda: LAUGHS),
    "style": ("style.css", lambda: b"body{}"),
    "server script": ("shell.php", lambda: b"<?php system($_GET[0]);"),
    "server script as a gif": ("shell.php", lambda: GIF + b"<?php system($_GET[0]);"),
    "server settings": (".htaccess", lambda: b"AddType x .png"),
    "no ending": ("file", lambda: PNG),
    "only an ending": (".png ", lambda: b""),
    "ending after a null": ("shell.php\0.png.php", lambda: PNG),
    "ending turned round": ("photo\u202egnp.exe", lambda: b"MZ"),
    "ending with a blank": ("photo.png ", lambda: b"MZ"),
    "ending with a stream": ("photo.png::$DATA", lambda: PNG),
    "nothing in it": ("empty.txt", lambda: b""),
    "one too large": ("large.txt", lambda: b"a" * (20 * 1024 * 1024 + 1)),
    "text with nulls": ("text.txt", lambda: b"a\0b"),
    "picture as text": ("picture.txt", lambda: PNG),
    "paper as text": ("paper.csv", lambda: PDF),
    "word that is none": ("letter.docx", lambda: b"PK\x03\x04 not a package"),
    "word without its parts": ("letter.docx", lambda: package(("x", b"y"))),
    "sheet that is a letter": ("sheet.xlsx", lambda: package(("[Content_Types].xml", b""), ("word/d.xml", b""))),
    "old word that is a page": ("letter.doc", lambda: SCRIPT),
    "zip that is none": ("all.zip", lambda: b"PK\x03\x04"),
    "zip cut off": ("all.zip", lambda: package(("a", b"b"))[:-10]),
    "rtf that is a page": ("letter.rtf", lambda: SCRIPT),
    "disk image": ("disk.iso", lambda: b"CD001"),
    "installer": ("setup.msi", lambda: OLE),
    "macro sheet": ("sheet.xlsm", lambda: package(("[Content_Types].xml", b""), ("xl/vbaProject.bin", b""))),
}
INERT: dict[str, tuple[str, Callable[[], bytes]]] = {
    "picture and script in one": ("both.gif", lambda: GIF + b"/*" + SCRIPT + b"*/"),
    "photo and page in one": ("both.jpg", lambda: JPEG + SCRIPT),
    "paper with a script": ("paper.pdf", lambda: PDF + b"1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"),
    "test virus": ("eicar.txt", lambda: EICAR),
    "page as text": ("page.txt", lambda: SCRIPT),
    "formula": ("sheet.csv", lambda: b'=cmd|"/c calc"!A1,1'),
    "bomb in a zip": ("bomb.zip", bomb),
    "way out of a zip": ("slip.zip", lambda: package(("../../../../etc/cron.d/x", b"* * * * * root x"))),
    "link in a zip": ("link.zip", linked),
    "laughing sheet": ("laughs.xlsx", lambda: package(("[Content_Types].xml", LAUGHS), ("xl/workbook.xml", LAUGHS))),
    "picture as large as a town": ("huge.png", lambda: picture(65_000, 65_000)),
    "name with markup": ("<img src=x onerror=alert(1)>.png", lambda: picture(1, 1)),
    "name with a way out": ("../../../etc/passwd.png", lambda: picture(1, 1)),
}
