"""The door of HTTP; the only room that knows Flask."""
