"""The search for cycles rests while tables are worked on, and no longer than that."""

import gc

import pytest

from locatierisico.registers.collection import uncollected


def test_rests_within_and_resumes_after_even_when_it_fails() -> None:
    with uncollected(), uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="halfway"), uncollected():
        raise ValueError("halfway")
    assert gc.isenabled()


def test_leaves_off_what_was_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_of_two_threads_the_last_one_out_resumes() -> None:
    first, second = uncollected(), uncollected()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()
