"""What things are called: pure, and known to everyone above."""
