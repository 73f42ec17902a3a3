"""What can be wrong with shapes before they meet data: one rule in one function, all of them in one table."""
