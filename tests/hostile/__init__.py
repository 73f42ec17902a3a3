"""Attacks on a real server: each holds one promise, and fails where its guard is taken away."""
