"""Near misses: what was probably meant by a value that breaks a rule, one maker of hints for each kind of constraint."""
