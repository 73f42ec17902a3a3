"""The steps of a heat-map."""

STEPS = 5


def step(number: int, most: int) -> int:
    """The step of a number among numbers up to `most`: 0 for nothing, else 1 to 5; small numbers are their own step."""
    if number <= 0:
        return 0
    return min(STEPS, number if most <= STEPS else -(-STEPS * number // most))
