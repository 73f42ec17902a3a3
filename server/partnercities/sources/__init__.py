"""Readers: from the bytes of others to values of ours."""
