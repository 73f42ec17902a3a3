"""Constraints written in SPARQL: their texts read, refused or rewritten, and asked for all focus nodes at once."""
