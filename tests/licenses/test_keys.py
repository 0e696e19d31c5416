"""Licence keys as people type them."""

from __future__ import annotations

import pytest

from stagewire.licenses import keys


def test_a_key_is_read_as_it_was_made() -> None:
    made = keys.make()
    assert [len(group) for group in made.shown.split("-")] == [5] * 5
    assert keys.read(made.shown) == made
    assert keys.make().plain != made.plain


@pytest.mark.parametrize("separator", ["", " ", "-", "--", " - "])
def test_case_and_separators_do_not_matter(separator: str) -> None:
    made = keys.make()
    assert keys.read(separator.join(made.shown.lower().split("-"))) == made


def test_letters_that_look_like_digits_are_those() -> None:
    start = "0" * 8 + "1" * 8 + "Z" * 8
    plain = start + keys.check(start)
    found = keys.read("O" * 8 + "I" * 4 + "l" * 4 + "z" * 8 + plain[-1])
    assert found is not None
    assert found.plain == plain


def test_every_single_wrong_character_is_noticed() -> None:
    plain = keys.make().plain
    for at, right in enumerate(plain):
        for wrong in keys.ALPHABET:
            if wrong != right:
                assert keys.read(plain[:at] + wrong + plain[at + 1 :]) is None


def test_any_two_characters_that_changed_places_are_noticed() -> None:
    plain = keys.make().plain
    for one in range(len(plain)):
        for other in range(one + 1, len(plain)):
            if plain[one] != plain[other]:
                swapped = list(plain)
                swapped[one], swapped[other] = swapped[other], swapped[one]
                assert keys.read("".join(swapped)) is None


@pytest.mark.parametrize(
    "typed", ["", "-", "K7QF2", "U" * 25, "ß" * 25, "!" * 25, "0" * 24, "0" * 26, "+" + "0" * 24]
)
def test_what_is_no_key_is_a_typo(typed: str) -> None:
    assert keys.read(typed) is None
