"""The dump: everything, the same bytes for the same data, whole, with a checksum that the real program accepts."""

import gzip
import subprocess
from email.utils import parsedate_to_datetime

import pyoxigraph as ox

from partnercities.dataset.build import build
from partnercities.desk.desk import Desk
from partnercities.store.remote import RemoteStore
from partnercities.web.app import create_app

FILE = "/dump.nq.gz"


def test_it_holds_every_quad_of_the_named_graphs_in_order(client, dataset):
    text = gzip.decompress(client.get(FILE).data)
    held = {str(quad) for quad in dataset.store._store if quad.graph_name != ox.DefaultGraph()}
    assert {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)} == held
    lines = text.splitlines()
    assert lines == sorted(set(lines))


def test_the_program_accepts_the_checksum_and_sees_a_changed_byte(client, tmp_path):
    body = client.get(FILE).data
    (tmp_path / "dump.nq.gz").write_bytes(body)
    (tmp_path / "dump.nq.gz.sha256").write_bytes(client.get(FILE + ".sha256").data)
    command = ["sha256sum", "-c", "dump.nq.gz.sha256"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "dump.nq.gz: OK")
    (tmp_path / "dump.nq.gz").write_bytes(body[:-1] + b"?")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_the_same_data_gives_the_same_bytes(client):
    other = build()
    again = create_app(Desk(other.store, other)).test_client()
    assert again.get(FILE).data == client.get(FILE).data


def test_graphs_that_are_kept_apart_give_the_same_bytes(client):
    plain = build(default_graph="plain")
    again = create_app(Desk(plain.store, plain, merged=False)).test_client()
    assert again.get(FILE).data == client.get(FILE).data


def test_it_can_be_kept_resumed_and_asked_about(client, dataset):
    whole = client.get(FILE)
    assert whole.headers["Content-Disposition"] == "attachment; filename=dump.nq.gz"
    assert whole.mimetype == "application/gzip"
    assert parsedate_to_datetime(whole.headers["Last-Modified"]) == dataset.modified
    assert client.get(FILE, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert client.get(FILE, headers={"If-Modified-Since": whole.headers["Last-Modified"]}).status_code == 304
    part = client.get(FILE, headers={"Range": "bytes=1000-"})
    assert (part.status_code, whole.data[:1000] + part.data) == (206, whole.data)
    head = client.head(FILE)
    assert (head.data, head.content_length) == (b"", len(whole.data))


def test_there_is_none_of_a_foreign_engine():
    remote = create_app(Desk(RemoteStore("http://127.0.0.1:9/"))).test_client()
    for address in (FILE, FILE + ".sha256"):
        assert remote.get(address).status_code == 404
