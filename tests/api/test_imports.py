"""A file brought by a program: looked at, checked, taken over, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brm.imports.domain.working import work
from brm.imports.models import ImportRun
from brm.parties.models import Organisation
from tests.api.caller import Caller

pytestmark = pytest.mark.django_db
TABLE = "Name,Where,Trade\nAcme,North,Steel\nGlobex,South,\n,East,Nothing\n"


def brought(caller, text=TABLE, kind="organisation", name="companies.csv"):
    return caller.upload("imports/", {"kind": kind, "file": SimpleUploadedFile(name, text.encode())})


def test_a_file_goes_all_the_way_and_back(alice, cast):
    taken = brought(alice)
    address = f"imports/{taken.json()['id']}/"
    asked = alice.post(f"{address}check/", {"columns": {"region": "Where"}})
    work(taken.json()["id"])
    checked = alice.get(address).json()
    wrong = alice.get(f"{address}rows/?outcome=error").json()
    whole = alice.post(f"{address}apply/", {"mode": "all"})
    good = alice.post(f"{address}apply/", {"mode": "good"})
    work(taken.json()["id"])
    applied = alice.get(address).json()

    assert taken.status_code == 201, taken.content
    assert taken.json()["columns"] == {"name": "Name", "trade": "Trade"}
    assert asked.status_code == 200, asked.content
    assert asked.json()["columns"]["region"] == "Where"
    assert (checked["status"], checked["counts"]["new"], checked["counts"]["error"]) == ("checked", 2, 1)
    assert [row["number"] for row in wrong] == [4]
    assert "Name" in wrong[0]["problems"][0]
    assert whole.status_code == 409
    assert good.status_code == 200
    assert applied["status"] == "applied"
    assert Organisation.objects.get(name="Acme").region == "North"

    undone = alice.post(f"{address}undo/")
    work(taken.json()["id"])

    assert undone.status_code == 200
    assert not Organisation.objects.exists()


def test_what_cannot_be_meant_is_refused(alice):
    address = f"imports/{brought(alice).json()['id']}/"

    unknown = alice.post(f"{address}check/", {"columns": {"region": "Nowhere"}})
    no_field = alice.post(f"{address}check/", {"columns": {"colour": "Where"}})
    bad_zone = alice.post(f"{address}check/", {"options": {"zone": "Mars/Olympus"}})
    missing = alice.post(f"{address}check/", {"columns": {"name": ""}})
    picture = alice.upload("imports/", {"kind": "organisation", "file": SimpleUploadedFile("a.csv", b"\x89PNG\r\n")})
    no_kind = brought(alice, kind="unicorn")

    assert (unknown.status_code, no_field.status_code) == (400, 400)
    assert bad_zone.status_code == 409
    assert (missing.status_code, list(missing.json()["errors"])) == (409, ["name"])
    assert picture.status_code == 409
    assert (no_kind.status_code, list(no_kind.json()["errors"])) == (409, ["kind"])


def test_a_file_is_its_bringers(alice, sam, cast):
    address = f"imports/{brought(alice).json()['id']}/"
    eve = Caller(cast.eve)

    assert sam.get(address).status_code == 404
    assert eve.get(address).status_code == 200
    assert eve.post(f"{address}check/").status_code == 409
    assert alice.post(f"{address}discard/").status_code == 204
    assert ImportRun.objects.get().status == "discarded"
    assert Caller(cast.ada).get("imports/").status_code == 404


def test_kinds_say_what_columns_can_mean(alice):
    kinds = {kind["name"]: kind for kind in alice.get("import-kinds/").json()}

    assert {"organisation", "relationship", "contact"} <= set(kinds)
    assert {"key": "name", "label": "Name", "type": "text", "required": True} in kinds["organisation"]["columns"]
