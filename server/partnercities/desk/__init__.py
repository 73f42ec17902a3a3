"""What both doors do: ask, check, prove and describe."""
