"""Relative IRIs made absolute, as RFC 3986 section 5.2 says and as the parsers of RDF do.

`urllib.parse.urljoin` is not enough: it joins only for the schemes that it knows, and drops an empty query or fragment.
"""

import re

_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_DOTTED = re.compile(r"(?:^|/)\.\.?(?:/|$)")


def resolve(reference: str, base: str) -> str:
    """A reference on a base; as it stands where it is absolute, or where there is no base."""
    scheme, authority, path, query, fragment = _parts(reference)
    if scheme or not base:
        return reference
    root, host, trunk, asked, _ = _parts(base)
    if authority is not None:
        return f"{root}:{reference}"
    if path:
        path = _without_dots(path if path.startswith("/") else _merged(host, trunk, path))
    else:
        path, query = trunk, asked if query is None else query
    return f"{root}:{'' if host is None else '//' + host}{path}{query or ''}{fragment or ''}"


def _parts(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    """Scheme, authority, path, query with its `?`, fragment with its `#`; None where one is not there."""
    match = _PARTS.match(iri)
    assert match
    return match[1], match[2], match[3], match[4], match[5]


def _merged(host: str | None, trunk: str, path: str) -> str:
    return f"/{path}" if host is not None and not trunk else trunk[: trunk.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    """A path without the segments `.` and `..`, which keep their slash where they are the last."""
    if not _DOTTED.search(path):
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
