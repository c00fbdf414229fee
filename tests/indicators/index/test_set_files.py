from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from locatierisico.indicators.catalogue import catalogue
from locatierisico.indicators.model import Direction, Theme
from locatierisico.indicators.set_files import Role, read_set, shipped_sets
from locatierisico.registers.tables import GEBIEDSTYPEN
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from pathlib import Path

GENERAL = Theme.KWETSBAARHEID
OWN = """
area_type = "bedrijventerrein"
context = ["low_value"]

[dimensions.object]
weight = 3
indicators = ["building_age", "small_unit_share"]

[dimensions.dynamics]
indicators = ["vacancy"]

[indicators.small_unit_share]
weight = 2
direction = "-"
goalposts = [0, 1]
parameters = { max_area = 60 }

[presets.all]

[presets.age]
dimensions = { dynamics = 0 }
indicators = { small_unit_share = 0 }

[kinds]
drugs = ["Hennepkwekerij "]
vastgoed = ["hennepkwekerij", "leegstand"]
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "eigen set é.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_set(tmp_path: Path) -> None:
    own = read_set(_write(tmp_path, OWN))
    entry = next(e for e in own.entries if e.id == "small_unit_share")
    assert (entry.dimension, entry.weight, entry.direction) == ("object", 2, Direction.LOWER_IS_RISKIER)
    assert (entry.goalposts, entry.parameters) == ((0, 1), {"max_area": 60})
    assert [e.id for e in own.entries if e.role is Role.CONTEXT] == ["low_value"]
    assert own.default_preset == "all"
    assert own.kinds == {
        "hennepkwekerij": {Theme.DRUGS, Theme.VASTGOED},
        "leegstand": {Theme.VASTGOED},
    }


def test_weights_by_hand(tmp_path: Path) -> None:
    own, known = read_set(_write(tmp_path, OWN)), catalogue()
    # Dimensions 3 : 1; inside object 1 : 2. So ¾·⅓, ¾·⅔ and ¼.
    assert own.weights("all", GENERAL, known) == pytest.approx(
        {"building_age": 0.25, "small_unit_share": 0.5, "vacancy": 0.25}
    )
    assert own.weights("age", GENERAL, known) == {"building_age": 1}


def test_shipped_sets_weigh_dimensions_and_what_is_in_them_equally() -> None:
    weights = shipped_sets()["bedrijventerrein"].weights("without_incidents", GENERAL, catalogue())
    assert weights["vacancy"] == pytest.approx(1 / 3 / 2)
    assert weights["building_age"] == pytest.approx(1 / 3 / 5)
    assert weights["surveillance"] == pytest.approx(1 / 3 / 3)
    assert "incident_rate" not in weights
    assert sum(weights.values()) == pytest.approx(1)


@pytest.mark.parametrize("area_type", GEBIEDSTYPEN)
def test_every_shipped_set_has_its_presets(area_type: str) -> None:
    shipped, known = shipped_sets()[area_type], catalogue()
    themes = {theme for theme in Theme if theme is not GENERAL}
    assert set(shipped.presets) == {"equal", "without_incidents", "incidents_only", *themes}
    assert set(shipped.weights("incidents_only", GENERAL, known)) == {"incident_rate"}
    for theme in themes:
        assert shipped.presets[theme].theme is theme
        weights = shipped.weights(theme, theme, known)
        assert weights
        assert all(theme in known[name].themes for name in weights)
    assert shipped.default_preset == ("equal" if area_type == "winkelgebied" else "without_incidents")


def test_function_mix_does_not_weigh_in_shops() -> None:
    entry = next(e for e in shipped_sets()["winkelgebied"].entries if e.id == "function_mix")
    assert entry.points(catalogue()["function_mix"]) is Direction.CONTEXT


WRONG = [
    ("area_type = bedrijventerrein", "sets_syntax", "line 1"),
    (OWN.replace('"vacancy"]', '"vacancy"'), "sets_syntax", "line"),
    (OWN.replace("[presets.age]", "[presets.all]"), "sets_syntax", "line"),
    ("\n".join(OWN.splitlines()[2:]), "sets_key_missing", "area_type"),
    (OWN.replace('"bedrijventerrein"', '"haven"'), "sets_area_type_unknown", "haven"),
    (OWN.replace('"bedrijventerrein"', "3"), "sets_not_text", "area_type"),
    ('area_type = "winkelgebied"', "sets_key_missing", "dimensions"),
    (OWN.replace("context =", "contxt ="), "sets_key_unknown", "contxt"),
    (OWN.replace("weight = 3", "wieght = 3"), "sets_key_unknown", "dimensions.object.wieght"),
    (OWN.replace("building_age", "bulding_age"), "sets_indicator_unknown_near", "building_age"),
    (OWN.replace("building_age", "zzzzqqq"), "sets_indicator_unknown", "zzzzqqq"),
    (OWN.replace('["vacancy"]', '["vacancy", "building_age"]'), "sets_indicator_twice", "building_age"),
    (OWN.replace('["low_value"]', '["vacancy"]'), "sets_indicator_twice", "vacancy"),
    (OWN.replace('["vacancy"]', '"vacancy"'), "sets_not_list", "dimensions.dynamics.indicators"),
    (OWN.replace('["vacancy"]', '["night_share"]'), "sets_level_area", "night_share"),
    (OWN.replace("context =", "area_only ="), "sets_level_unit", "low_value"),
    (OWN.replace("[indicators.small_unit_share]", "[indicators.turnover]"), "sets_indicator_unlisted", "turnover"),
    (OWN.replace("weight = 3", "weight = -1"), "sets_weight_negative", "dimensions.object.weight"),
    (OWN.replace("weight = 3", 'weight = "3"'), "sets_not_number", "dimensions.object.weight"),
    (OWN.replace("weight = 3", "weight = true"), "sets_not_number", "dimensions.object.weight"),
    (OWN.replace("weight = 3", "weight = nan"), "sets_not_number", "dimensions.object.weight"),
    (OWN.replace("weight = 2", "weight = inf"), "sets_not_number", "indicators.small_unit_share.weight"),
    (OWN.replace("dynamics = 0 }", "object = 0, dynamics = 0 }"), "sets_weights_zero", "presets.age"),
    (OWN.replace("max_area", "max_aera"), "sets_parameter_unknown", "max_area"),
    (OWN.replace("max_area = 60", 'max_area = "60"'), "sets_not_number", "parameters.max_area"),
    (OWN.replace('"-"', '"down"'), "sets_direction_unknown", "down"),
    (OWN.replace("[0, 1]", "[1, 0]"), "sets_goalposts", "goalposts"),
    (OWN.replace("[0, 1]", "[1]"), "sets_goalposts", "goalposts"),
    (OWN.replace("[0, 1]", '["a", "b"]'), "sets_goalposts", "goalposts"),
    (OWN.replace("dynamics = 0 }", "dynamisc = 0 }"), "sets_dimension_unknown", "dynamisc"),
    (OWN.replace("small_unit_share = 0", "turnover = 1"), "sets_indicator_not_weighed", "turnover"),
    (OWN.replace("[presets.all]", '[presets.all]\ntheme = "drug"'), "sets_theme_unknown", "drug"),
    (OWN.replace("[presets.all]", "[presets]\nall = 3"), "sets_not_table", "presets.all"),
    (OWN.replace("context =", 'default_preset = "best"\ncontext ='), "sets_preset_unknown", "best"),
    (OWN.replace("drugs = [", "drug = ["), "sets_key_unknown", "kinds.drug"),
    (OWN.replace('drugs = ["Hennepkwekerij "]', "drugs = [3]"), "sets_not_list", "kinds.drugs"),
]


@pytest.mark.parametrize(("text", "code", "named"), WRONG)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, text: str, code: str, named: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_set(_write(tmp_path, text))
    assert refusal.value.message.code == code
    for language in ("en", "nl"):
        spoken = say(refusal.value.message, language)
        assert "eigen set é.toml" in spoken
        assert named.replace("line", "regel" if language == "nl" else "line") in spoken


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "set.toml"
    path.write_bytes(b"\xff\xfe\x00\x80")
    for one in (path, tmp_path / "absent.toml", tmp_path):
        with pytest.raises(RefusedError) as refusal:
            read_set(one)
        assert refusal.value.message.code == "sets_unreadable"
