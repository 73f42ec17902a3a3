"""Relative IRIs made absolute, as RFC 3986 section 5.2 says and as the parsers of RDF do.

`urllib.parse.urljoin` is not enough: it joins only for the schemes that it knows, and drops an empty query or fragment.
"""

import re

_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)


def resolve(reference: str, base: str) -> str:
    """A reference on a base; as it stands where it is absolute, or where there is no base."""
    scheme, authority, path, query, fragment = _parts(reference)
    if scheme or not base:
        return reference
    root, host, trunk, asked, _ = _parts(base)
    if authority is not None:
        return f"{root}:{reference}"
    if path:
        path = _on(trunk, path, rooted=path.startswith("/") or (host is not None and not trunk))
    else:
        path, query = trunk, asked if query is None else query
    return f"{root}:{'' if host is None else '//' + host}{path}{query or ''}{fragment or ''}"


def _parts(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    """Scheme, authority, path, query with its `?`, fragment with its `#`; None where one is not there."""
    match = _PARTS.match(iri)
    assert match
    return match[1], match[2], match[3], match[4], match[5]


def _on(trunk: str, path: str, *, rooted: bool) -> str:
    """A path on another; segments `.` and `..` of the first are followed, and leave their slash where they are last."""
    kept = [""] if rooted else trunk.split("/")[:-1]
    segments = path.removeprefix("/").split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
