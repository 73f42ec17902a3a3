"""What runs in the environment of pyshifty: pairs come in on standard input, reports go out, each after its length."""

import struct
import sys
from typing import BinaryIO

from shifty._shifty import PreparedValidator

_LENGTH = struct.Struct(">I")


def main() -> None:
    """Answer until the input ends: shapes and data in, a byte that says whether it went well and the report out."""
    stream, out = sys.stdin.buffer, sys.stdout.buffer
    while (shapes := _block(stream)) is not None:
        data = _block(stream) or b""
        try:
            answer = b"+" + _report(shapes, data)
        except Exception as error:  # noqa: BLE001 - whatever it is goes to who asked
            answer = b"-" + str(error).encode()
        out.write(_LENGTH.pack(len(answer)) + answer)
        out.flush()


def _block(stream: BinaryIO) -> bytes | None:
    length = stream.read(_LENGTH.size)
    return stream.read(_LENGTH.unpack(length)[0]) if length else None


def _report(shapes: bytes, data: bytes) -> bytes:
    validator = PreparedValidator(shapes=shapes, shapes_format="ntriples")
    result = validator.validate_w3c(data=data, data_format="ntriples", graph_mode="data", run_infer=False)
    report: str = result._report_ntriples
    return report.encode()


if __name__ == "__main__":
    main()
