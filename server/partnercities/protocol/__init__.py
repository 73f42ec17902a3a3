"""The standards, without input or output and without a web server."""
