"""The suites of the W3C, asked of a running server over HTTP."""
