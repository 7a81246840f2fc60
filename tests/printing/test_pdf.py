import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from time import perf_counter

import pytest
from django.utils.translation import gettext_lazy, override

from brm.printing.answers import pdf_answer
from brm.printing.pdf import FONTS, typeset
from tests.architecture.sources import BASE
from tests.printing.paper import missing_from

RARE = "令狐㑇喆堃翀禤亓仝龘䶮"


def test_a_paper_is_set_in_both_languages_with_rare_names():
    for language in ("en", "zh-hans"):
        with override(language):
            pdf = typeset("report", {"title": f"表扬信 {RARE}", "facts": [["Name", RARE]]})

        assert pdf.startswith(b"%PDF-")
        assert missing_from(pdf, f"表扬信{RARE}Name") == set()


def test_what_people_typed_is_never_markup():
    typed = '#eval("1") #read("/etc/passwd") $x^2$ *bold* = heading @nobody <label> \\ //'

    pdf = typeset("report", {"title": typed, "note": typed, "sections": [{"heading": typed, "items": [typed]}]})

    assert missing_from(pdf, '#$^*=@<>\\"/') == set()


def test_values_are_written_as_the_reader_writes_them():
    data = {
        "title": gettext_lazy("Praise"),
        "facts": [["a", date(2026, 3, 1)], ["b", datetime(2026, 3, 1, 9, 5, tzinfo=UTC)], ["c", Decimal("1234.50")]],
    }

    with override("zh-hans"):
        assert missing_from(typeset("report", data), "年月日:.50") == set()


def test_two_hundred_rows_take_less_than_a_second():
    rows = [[str(number), "每月回顾会议的改进事项", "王芳"] for number in range(200)]
    typeset("report", {"title": "a"})

    began = perf_counter()
    pdf = typeset(
        "report", {"title": "清单", "sections": [{"heading": "事项", "columns": ["号", "内容", "人"], "rows": rows}]}
    )

    assert perf_counter() - began < 1
    assert missing_from(pdf, "每月回顾会议的改进事项") == set()


def test_only_our_own_templates_are_set():
    with pytest.raises(ValueError, match="not the name of a template"):
        typeset("../base", {})


def test_the_fonts_are_the_ones_whose_licence_lies_beside_them():
    lock = (BASE / "static/vendor/vendor.lock").read_text()

    for font in sorted(FONTS.glob("*.ttf")):
        assert f"{font.name}  @expo" in lock
        assert hashlib.sha256(font.read_bytes()).hexdigest() in lock
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()


def test_a_pdf_is_handed_over_under_its_own_name_and_kept_by_no_cache():
    answer = pdf_answer(b"%PDF-1.7", "表扬信.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Cache-Control"] == "private, no-store"
