from __future__ import annotations

import re
from collections import Counter

from stagewire.links.codes import ALPHABET, CODE, new_code
from stagewire.links.reserved import RESERVED, is_reserved


def test_codes_are_short_and_free_of_look_alikes() -> None:
    for _ in range(200):
        assert re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{5,7}", new_code())


def test_codes_grow_when_they_collide() -> None:
    assert len(new_code(5)) == len(new_code()) + 1


def test_codes_use_the_whole_alphabet_in_every_place_and_repeat_nothing() -> None:
    codes = [new_code() for _ in range(4000)]
    assert len(set(codes)) == len(codes)
    for place in range(len(codes[0])):
        # 4,000 draws of 58 miss a character with a probability below 10⁻²⁸.
        assert set(Counter(code[place] for code in codes)) == set(ALPHABET)


def test_paths_of_the_server_are_reserved_in_any_case() -> None:
    for word in ("api", "app", "docs", "s", "health", "admin", "login", "www", "API", "Docs"):
        assert is_reserved(word)
    assert not is_reserved("spring")


def test_reserved_words_are_such_as_could_be_codes() -> None:
    assert all(CODE.match(word) and word == word.lower() for word in RESERVED)
