"""`python -m partnercities` is the command `partnercities`."""

from partnercities.cli import main

raise SystemExit(main())
