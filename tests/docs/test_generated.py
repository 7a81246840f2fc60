"""Pages written by a script say what the script would write now, and marks name numbers that exist."""

from brm.core.config import VARIABLES
from tools import coverage_of_requirements, settings_page

STALE = "out of date: run make fmt"


def test_the_page_of_settings_is_up_to_date():
    page = settings_page.PAGE.read_text()

    assert page == settings_page.text(), STALE
    assert all(f"`{variable.name}`" in page for variable in VARIABLES)


def test_the_page_of_coverage_is_up_to_date():
    assert coverage_of_requirements.PAGE.read_text() == coverage_of_requirements.text(), STALE


def test_marks_name_numbers_that_exist():
    known = coverage_of_requirements.everything()

    assert coverage_of_requirements.unknown(coverage_of_requirements.proofs(), known) == []


def test_the_domain_has_all_its_numbers():
    known = coverage_of_requirements.everything()
    numbers = [thing.number for thing in known]

    assert len(numbers) == len(set(numbers))
    assert sum(bool(thing.priority) for thing in known) == 224
    assert sum(number.startswith("INV-") for number in numbers) == 60
    assert {thing.priority for thing in known} == {"core", "important", "extra", ""}
