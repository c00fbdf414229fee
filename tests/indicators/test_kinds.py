from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.indicators.kinds import read_kinds
from locatierisico.indicators.model import Theme
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from pathlib import Path


def test_shipped_kinds() -> None:
    kinds = read_kinds(None)
    assert kinds["hennepkwekerij"] == kinds["drugsafval dumping"] == kinds["drugshandel"] == {Theme.DRUGS}
    assert kinds["mensenhandel signaal"] == kinds["illegale bewoning"] == {Theme.UITBUITING}
    assert kinds["vastgoedfraude"] == {Theme.VASTGOED}
    assert kinds["witwassen signaal"] == {Theme.WITWASSEN}
    assert not {"inbraak bedrijf", "overlast", "vernieling"} & set(kinds)


def test_own_file_with_a_kind_under_two_themes(tmp_path: Path) -> None:
    own = tmp_path / "soorten één.toml"
    own.write_text('﻿drugs = [" Hennep "]\nvastgoed = ["hennep", "Ondermijning"]\n', encoding="utf-8")
    assert read_kinds(own) == {"hennep": {Theme.DRUGS, Theme.VASTGOED}, "ondermijning": {Theme.VASTGOED}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('wapens = ["x"]', "catalogue_kinds_theme"),
        ('drugs = "hennep"', "catalogue_kinds_list"),
        ("drugs = [1]", "catalogue_kinds_list"),
        ("drugs = [", "catalogue_kinds_unreadable"),
        (b"drugs = ['\xff']", "catalogue_kinds_unreadable"),
        (None, "catalogue_kinds_unreadable"),
    ],
)
def test_refused_with_the_file_named(tmp_path: Path, text: Any, code: str) -> None:
    own = tmp_path / "kinds.toml"
    if text is not None:
        own.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(RefusedError, match=r"kinds\.toml") as refusal:
        read_kinds(own)
    assert refusal.value.message.code == code
