"""Virtuoso, as Debian has it; it knows no default graph, so that of ours is one more named graph."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from engines.process import Engine, program, running
from serving import free_port

MERGED = "urn:partnercities:merged"
"""The named graph that holds the triples of our default graph."""

_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
StopCompilerWhenXOverRunTime = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = 10000
"""
_NQUADS = 512  # the flag of TTLP for a text whose lines may name their graph


@contextmanager
def virtuoso(data: Path, *, buffers: int = 20_000) -> Iterator[Engine]:
    """Virtuoso over a file of N-Quads; `buffers` of 8 kB hold its pages in memory."""
    server, client = program("virtuoso-t"), program("isql-vt")
    with tempfile.TemporaryDirectory() as name:
        folder, sql, http = Path(name), free_port(), free_port()
        settings = _SETTINGS.format(sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4)
        (folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
        (folder / "data.nq").symlink_to(data.resolve())
        url = f"http://127.0.0.1:{http}/sparql"
        command = [server, "+configfile", "virtuoso.ini", "+foreground"]
        with running(command, folder, f"{url}?query=ASK%7B%7D") as pid:
            load = f"DB.DBA.TTLP(file_to_string_output('data.nq'), '', '{MERGED}', {_NQUADS}); checkpoint;"
            subprocess.run(
                [client, f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={load}"],
                check=True,
                capture_output=True,
            )
            yield Engine(f"{url}?default-graph-uri={quote(MERGED, safe='')}", pid)
