"""The recorded run in the documentation."""

from tests.drafting.recording import PAGE, recorded


def test_the_recorded_run_is_what_the_commands_print() -> None:
    """The page in the documentation cannot go stale: after a change it is recorded again."""
    assert PAGE.read_text(encoding="utf-8") == recorded()
