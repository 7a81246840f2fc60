"""What is saved comes back, row for row; what is damaged or from the future is refused before anything is touched."""

import json
import tarfile

import psycopg2
import pytest

from brm.ops import contents
from brm.ops.backup import make_backup
from brm.ops.restore import restore
from brm.ops.standing import OpsError, database


@pytest.fixture
def var(tmp_path, monkeypatch):
    """A standing portal with a little in it; nothing configured."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    with database(tmp_path / "var") as standing, standing.connect() as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE django_migrations (id serial, app text, name text, applied timestamptz)")
        cursor.execute(
            "CREATE TABLE customer (id serial PRIMARY KEY, name text, note text, paid numeric, at timestamptz)"
        )
        cursor.execute(
            "INSERT INTO customer (name, note, paid, at)"
            " SELECT '客户 ' || n, NULL, n / 7.0, now() FROM generate_series(1, 500) n"
        )
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ops', '0001_heartbeat', now())")
    (tmp_path / "var" / "documents" / "7").mkdir(parents=True)
    (tmp_path / "var" / "documents" / "7" / "minutes").write_bytes(b"\x00\x01 minutes" * 1000)
    return tmp_path / "var"


def _rows(var):
    with database(var) as standing:
        return contents.tables(standing.connect())["customer"]


def test_what_was_saved_comes_back_and_what_was_there_is_kept(var, tmp_path):
    file = tmp_path / "saved.tar"
    saved = _rows(var)
    manifest = make_backup(var, file)
    with database(var) as standing, standing.connect() as connection, connection.cursor() as cursor:
        cursor.execute("DELETE FROM customer WHERE id > 100")
    (var / "documents" / "7" / "minutes").write_bytes(b"overwritten")

    restore(var, file, finish=lambda standing: None)  # these tables are not the portal's

    assert manifest["tables"]["customer"][0] == 500
    assert _rows(var) == saved
    assert (var / "documents" / "7" / "minutes").read_bytes() == b"\x00\x01 minutes" * 1000
    assert (var / "documents.before_restore" / "7" / "minutes").read_bytes() == b"overwritten"
    with database(var) as standing, standing.connect("brm_before_restore") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customer")
        assert cursor.fetchone() == (100,)
    assert file.stat().st_mode & 0o077 == 0


def _change(file, name, change):
    with tarfile.open(file) as archive:
        archive.extractall(file.parent / "open", filter="data")
    inside = file.parent / "open" / name
    inside.write_bytes(change(inside.read_bytes()))
    with tarfile.open(file, "w") as archive:
        for path in sorted((file.parent / "open").iterdir()):
            archive.add(path, path.name)


def test_a_damaged_backup_changes_nothing(var, tmp_path):
    file = tmp_path / "saved.tar"
    make_backup(var, file)
    _change(file, "documents/7/minutes", lambda text: text[:-1] + b"?")
    before = _rows(var)

    with pytest.raises(OpsError, match="damaged: documents/7/minutes"):
        restore(var, file)

    assert _rows(var) == before
    assert not (var / "restoring").exists()


def test_a_backup_from_the_future_is_refused(var, tmp_path):
    file = tmp_path / "saved.tar"
    make_backup(var, file)
    _change(
        file,
        "manifest.json",
        lambda text: json.dumps(json.loads(text) | {"migrations": [["ops", "0999_from_the_future"]]}).encode(),
    )

    with pytest.raises(OpsError, match=r"newer version of the portal \(ops\.0999_from_the_future\)"):
        restore(var, file)


def test_rows_that_do_not_match_are_not_let_in(var, tmp_path):
    file = tmp_path / "saved.tar"
    make_backup(var, file)

    def one_more(text):
        manifest = json.loads(text)
        manifest["tables"]["customer"][0] += 1
        return json.dumps(manifest).encode()

    _change(file, "manifest.json", one_more)
    before = _rows(var)

    with pytest.raises(OpsError, match="not the saved ones in customer"):
        restore(var, file)
    assert _rows(var) == before


def test_a_running_portal_or_other_visitors_are_not_pushed_aside(var, tmp_path):
    file = tmp_path / "saved.tar"
    make_backup(var, file)

    with database(var), pytest.raises(OpsError, match="The portal is running"):
        restore(var, file)


def test_not_a_backup(var, tmp_path):
    (tmp_path / "holiday.tar").write_bytes(b"a picture")

    with pytest.raises(OpsError, match="is not a backup"):
        restore(var, tmp_path / "holiday.tar")
    with database(var) as standing, pytest.raises(psycopg2.Error):
        standing.connect().cursor().execute("SELECT * FROM nowhere")
