"""The outside: each module translates in, calls once and translates out."""
