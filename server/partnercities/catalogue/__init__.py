"""What people ask: stored queries with parameters, as files that run as they lie."""
