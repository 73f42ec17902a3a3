"""Readers: from the bytes of others to values of ours."""

from partnercities.sources.documents import Document, digest, normalise, read_document, read_folder

__all__ = ["Document", "digest", "normalise", "read_document", "read_folder"]
