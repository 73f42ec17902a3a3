"""TEMP shim."""
class Patch: pass
