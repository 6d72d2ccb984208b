"""Functions that keep their answers."""

from policyspec.base.remembered import remembered


def test_a_short_text_is_asked_about_once_and_a_long_one_each_time() -> None:
    asked: list[str] = []

    @remembered
    def length(text: str, more: int) -> int:
        asked.append(text)
        return len(text) + more

    long = "x" * 1000
    assert [length("a", 1), length("a", 1), length("a", 2), length(long, 1), length(long, 1)] == [2, 2, 3, 1001, 1001]
    assert asked == ["a", "a", long, long]
