"""How files of others become files of ours: read, place, state, write."""

from partnercities.intake.tables import Import, import_table, write

__all__ = ["Import", "import_table", "write"]
