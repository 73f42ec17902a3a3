"""Whether our engine of shapes agrees with others, on random pairs of shapes and data, on the fixtures and at size."""
