"""The whole download without QGIS: from an area to files with every object once."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
import shapely

from locatierisico.pdok.delivery import deliver
from locatierisico.pdok.download import Wanted, check_box, download
from locatierisico.pdok.resume import take_up
from locatierisico.pdok.services import BGT, MUNICIPALITIES, MUNICIPALITY_MAP, NWB, RD_BOUNDS, Kind, address
from locatierisico.registers.spatial import RD_BOUNDS as HELD_BOUNDS
from locatierisico.safeguards.messages import RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from locatierisico.pdok.delivery import Delivered

    from .conftest import Plain

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2025, 6, 1)
BOX = (130_000.0, 478_000.0, 131_000.0, 479_000.0)
ALL = ("BAG", "BGT", "NWB", "BUURTEN")
served = sys.modules["served"]


def _land(x: float, y: float, side: float, code: str, name: str, **more: Any) -> dict[str, Any]:
    held = {"gemeentecode": code, "gemeentenaam": name, "statcode": code, "statnaam": name, **more}
    return served.feature(f"g.{code}", served.square(x, y, side), **held)


@pytest.fixture
def pdok(server: Any) -> Any:
    """Two municipalities of a square kilometre beside each other, with a pand on the border."""
    x, y = 130_000.0, 478_000.0
    feature, square, point = served.feature, served.square, served.point
    lands = [_land(x, y, 1000, "GM0001", "Westdorp"), _land(x + 1000, y, 1000, "GM0002", "Oostdorp")]
    server.tables = {
        "gebiedsindelingen:gemeente_gegeneraliseerd": lands,
        "wijkenbuurten:gemeenten": lands,
        "wijkenbuurten:buurten": [
            feature(
                f"b.{k}",
                square(x + 1000 * k, y, 1000),
                buurtcode=f"BU000{k + 1}0000",
                buurtnaam="Dorp",
                gemeentecode=f"GM000{k + 1}",
                water="NEE",
                stedelijkheidAdressenPerKm2=3,
            )
            for k in range(2)
        ],
        "bag:pand": [
            feature(
                f"pand.{k}",
                square(x + place, y + 100),
                identificatie=f"000110000000000{k}",
                bouwjaar=1950 + k,
                status="Pand in gebruik",
            )
            for k, place in enumerate((100, 500, 995, 1200))
        ],
        "bag:verblijfsobject": [
            feature(
                f"verblijfsobject.{k}",
                point(x + place, y + 104),
                identificatie=f"000101000000000{k}",
                oppervlakte=80,
                status="Verblijfsobject in gebruik",
                gebruiksdoel="industriefunctie",
                openbare_ruimte="Dorpsstraat",
                huisnummer=k + 1,
                huisletter="",
                toevoeging="",
                postcode="1000AA",
                woonplaats="Westdorp",
                pandidentificatie=f"000110000000000{k}",
            )
            for k, place in enumerate((104, 504, 999, 1204))
        ],
        "bag:ligplaats": [],
        "bag:standplaats": [],
        "bag:woonplaats": [
            feature("woonplaats.1", square(x, y, 1000), identificatie="1001", woonplaats="Westdorp", status="x"),
            feature("woonplaats.2", square(x + 1000, y, 1000), identificatie="1002", woonplaats="Oostdorp", status="x"),
        ],
        "nationaal-wegenbestand-wegen:wegvakken": [
            feature(
                f"wegvakken.{k}",
                {"type": "LineString", "coordinates": [[x + 100 * k, y + 50], [x + 100 * k + 100, y + 50]]},
                wvkId=600_000_000 + k,
                jteIdBeg=k,
                jteIdEnd=k + 1,
                wegbehsrt="G",
                rijrichtng="B",
                bstCode="RB",
                sttNaam="Dorpsstraat",
                relHoogte=0,
            )
            for k in range(20)
        ],
    }
    for layer in BGT:
        server.tables[layer.type] = []
        server.dated.add(layer.type)
    server.tables["wegdeel"] = [
        feature(
            f"w-{k}",
            square(x + 100 * k, y + 40, 100),
            lokaal_id=f"G0001.{k}",
            bronhouder="G0001",
            relatieve_hoogteligging=0,
            functie="rijbaan lokale weg",
            fysiek_voorkomen="open verharding",
            tijdstip_registratie="2020-01-01T00:00:00Z",
            eind_registratie=None,
            in_onderzoek=False,
        )
        for k in range(20)
    ]
    return server


def _wanted(server: Any, **more: Any) -> Wanted:
    return replace(Wanted(ALL, TODAY, box=BOX, service=server.url), **more)


def _delivered(server: Any, plain: Plain, folder: Path, **more: Any) -> tuple[Delivered, Any]:
    wanted = _wanted(server, **more)
    kept, _ = take_up(folder / "kept", wanted.request(), TODAY)
    fetched = download(wanted, plain.line(), kept, Watch())
    made = folder / "made"
    made.mkdir()
    return deliver(fetched, wanted, kept, made, TODAY, Watch()), fetched


def _layer(path: Path, layer: str) -> Any:
    return pyogrio.read_dataframe(path, layer=layer)


def test_an_extent_gives_a_file_per_register_with_delivered_names(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    delivered, _ = _delivered(pdok, plain, tmp_path)
    assert list(delivered.files) == list(ALL)
    panden = _layer(delivered.files["BAG"], "pand")
    assert panden.crs.to_epsg() == 28992
    assert panden["identificatie"].tolist() == ["0001100000000000", "0001100000000001", "0001100000000002"]
    assert panden["bouwjaar"].tolist() == [1950, 1951, 1952]
    assert panden["id"].tolist() == ["pand.0", "pand.1", "pand.2"]
    assert set(pyogrio.list_layers(delivered.files["BAG"])[:, 0]) == {"pand", "verblijfsobject", "woonplaats"}
    assert "stedelijkheidAdressenPerKm2" in _layer(delivered.files["BUURTEN"], "buurten")
    assert _layer(delivered.files["BGT"], "wegdeel")["in_onderzoek"].tolist()[0] in (False, 0)


def test_roads_and_topography_reach_further_than_what_is_assessed(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    delivered, _ = _delivered(pdok, plain, tmp_path, around=450)
    assert len(_layer(delivered.files["NWB"], "wegvakken")) == 15
    assert len(_layer(delivered.files["BGT"], "wegdeel")) == 15
    assert len(_layer(delivered.files["BAG"], "pand")) == 3


def test_a_municipality_keeps_what_is_its_own(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    delivered, fetched = _delivered(pdok, plain, tmp_path, box=None, municipality="westdorp", around=450)
    assert fetched.place == "Westdorp (GM0001)"
    # The pand on the border has its middle in this municipality; its neighbour's woonplaats only touches it.
    assert len(_layer(delivered.files["BAG"], "pand")) == 3
    assert _layer(delivered.files["BAG"], "woonplaats")["woonplaats"].tolist() == ["Westdorp"]
    assert _layer(delivered.files["BUURTEN"], "buurten")["gemeentecode"].tolist() == ["GM0001"]
    assert len(_layer(delivered.files["NWB"], "wegvakken")) == 15
    assert "pdok_outside" in {message.code for message in delivered.messages}


def test_the_account_holds_requests_hashes_counts_and_terms(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    delivered, _ = _delivered(pdok, plain, tmp_path)
    account = json.loads((tmp_path / "made" / "download.json").read_text(encoding="utf-8"))
    bag = account["files"]["BAG"]
    assert bag["sha256"] == hashlib.sha256(delivered.files["BAG"].read_bytes()).hexdigest()
    assert bag["layers"]["pand"]["objects"] == 3
    assert bag["layers"]["ligplaats"] == {
        "service": "WFS", "objects": 0, "on_two_pages": 0, "outside": 0, "pages": []
    }  # fmt: skip
    page = bag["layers"]["pand"]["pages"][0]
    assert "typeNames=bag:pand" in page["url"]
    assert len(page["sha256"]) == 64
    assert account["files"]["BUURTEN"]["licence"] == "CC BY 4.0"
    assert account["downloaded"] == "2025-06-01"


def test_the_same_answers_give_the_same_bytes(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        delivered, _ = _delivered(pdok, plain, tmp_path / name)
        made.append([path.read_bytes() for path in delivered.files.values()])
    assert made[0] == made[1]


def test_objects_on_two_pages_are_taken_once_and_counted(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    pdok.tables["wegdeel"] += pdok.tables["wegdeel"][:3]
    pdok.page = 12
    delivered, _ = _delivered(pdok, plain, tmp_path, registers=("BGT",), around=2000)
    assert len(_layer(delivered.files["BGT"], "wegdeel")) == 20
    twice = [message for message in delivered.messages if message.code == "pdok_twice"]
    assert twice[0].values["n"] == 3


def test_lists_and_unlike_values_become_text_and_the_missing_stays_missing(
    pdok: Any, plain: Plain, tmp_path: Path
) -> None:
    held = pdok.tables["wegdeel"]
    held[0]["properties"] |= {"pand.href": ["https://a/1", "https://a/2"], "mixed": 1, "late": 2}
    held[1]["properties"] |= {"pand.href": None, "mixed": "één", "fid": 7, "ID": "own", "geom": "no shape"}
    delivered, _ = _delivered(pdok, plain, tmp_path, registers=("BGT",))
    frame = _layer(delivered.files["BGT"], "wegdeel")
    assert json.loads(frame["pand.href"][0]) == ["https://a/1", "https://a/2"]
    assert frame["mixed"].tolist()[:2] == ["1", "één"]
    assert frame["late"].tolist()[0] == 2
    assert frame["late"].isna().sum() == len(frame) - 1
    assert frame["fid"].dropna().tolist() == [7]
    assert frame["id"].tolist()[0] == "w-0"
    assert frame["ID_2"].dropna().tolist() == ["own"]
    assert frame["geom_2"].dropna().tolist() == ["no shape"]


def test_a_geometry_that_is_null_or_no_shape_is_kept_for_the_reader_to_count(
    pdok: Any, plain: Plain, tmp_path: Path
) -> None:
    pdok.tables["wegdeel"][1]["geometry"] = None
    pdok.tables["wegdeel"][2]["geometry"] = {"type": "Polygon", "coordinates": [[[130_200.0, 478_040.0]]]}
    delivered, _ = _delivered(pdok, plain, tmp_path, registers=("BGT",), box=None, municipality="Westdorp")
    frame = _layer(delivered.files["BGT"], "wegdeel")
    assert frame["lokaal_id"][frame.geometry.isna()].tolist() == ["G0001.1", "G0001.2"]
    assert frame.geometry[0].equals(shapely.box(130_000, 478_040, 130_100, 478_140))


def test_an_edition_that_is_not_there_yet_gives_way_to_the_year_before(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    pdok.absent = {"wijkenbuurten/2025", "gebiedsindelingen/2025"}
    delivered, fetched = _delivered(pdok, plain, tmp_path, box=None, municipality="GM0002", registers=("BUURTEN",))
    assert _layer(delivered.files["BUURTEN"], "buurten")["gemeentecode"].tolist() == ["GM0002"]
    assert ("pdok_edition", 2024) in {(one.code, one.values.get("year")) for one in fetched.messages}


def test_no_edition_at_all_is_refused(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    pdok.absent = {"wijkenbuurten"}
    with pytest.raises(RefusedError) as refusal:
        _delivered(pdok, plain, tmp_path, registers=("BUURTEN",))
    assert refusal.value.message.code == "pdok_absent"


def test_a_municipality_without_a_surveyed_outline_gets_the_generalised_one(
    pdok: Any, plain: Plain, tmp_path: Path
) -> None:
    pdok.tables["wijkenbuurten:gemeenten"] = []
    delivered, fetched = _delivered(pdok, plain, tmp_path, box=None, municipality="Westdorp", registers=("BAG",))
    assert len(_layer(delivered.files["BAG"], "pand")) == 3
    assert "pdok_generalised" in {message.code for message in fetched.messages}


def test_a_register_that_holds_nothing_here_has_no_file_and_says_so(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    pdok.tables["nationaal-wegenbestand-wegen:wegvakken"] = []
    delivered, _ = _delivered(pdok, plain, tmp_path)
    assert "NWB" not in delivered.files
    assert "pdok_register_empty" in {message.code for message in delivered.messages}


def test_a_second_run_asks_only_what_is_missing(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    wanted = _wanted(pdok)
    pdok.troubles = [served.Trouble("500", "waterdeel", times=99)]
    kept, _ = take_up(tmp_path / "kept", wanted.request(), TODAY)
    with pytest.raises(RefusedError):
        download(wanted, plain.line(), kept, Watch())
    first, pdok.asked[:], pdok.troubles = list(pdok.asked), [], []
    kept, told = take_up(tmp_path / "kept", wanted.request(), TODAY)
    assert told[0].code == "pdok_resumed"
    download(wanted, plain.line(), kept, Watch())
    again = {path for path in pdok.asked if path in first}
    assert all("waterdeel" in path for path in again)


@pytest.mark.parametrize(
    ("box", "code"),
    [
        ((130_000, 478_000, 130_000, 479_000), "load_no_area"),
        ((float("nan"),) * 4, "load_no_area"),
        ((5.0, 52.0, 5.1, 52.1), "pdok_elsewhere"),
        ((130_000, 478_000, 149_000, 498_000), "pdok_large"),
    ],
)
def test_an_area_that_was_not_meant_is_refused(box: Any, code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        check_box(box, around=1000, large=False)
    assert refusal.value.message.code == code


def test_a_large_area_can_be_agreed_to() -> None:
    check_box((130_000, 478_000, 149_000, 498_000), around=1000, large=True)
    check_box((130_000, 478_000, 147_999, 495_999), around=1000, large=False)


def test_the_mirror_keeps_the_paths_of_pdok() -> None:
    assert address(NWB[0], "", 2025) == "https://service.pdok.nl/rws/nationaal-wegenbestand-wegen/wfs/v1_0"
    mirror = address(MUNICIPALITIES, "https://gis.example.nl/pdok/", 2024)
    assert mirror == "https://gis.example.nl/pdok/cbs/wijkenbuurten/2024/wfs/v1_0"
    assert "/2024/" in address(MUNICIPALITY_MAP, "", 2024)


def test_the_bounds_of_rd_are_those_of_the_registers() -> None:
    assert RD_BOUNDS == HELD_BOUNDS


def test_the_bag_of_the_ogc_api_is_asked_on_the_day(pdok: Any, plain: Plain, tmp_path: Path) -> None:
    for name in ("pand", "verblijfsobject", "ligplaats", "standplaats", "woonplaats"):
        pdok.tables[name] = pdok.tables.get(f"bag:{name}", [])
        pdok.dated.add(name)
    delivered, _ = _delivered(pdok, plain, tmp_path, registers=("BAG",), bag=Kind.OGC)
    assert len(_layer(delivered.files["BAG"], "pand")) == 3
    assert all("datetime=2025-06-01T23" in path and "/kadaster/bag/ogc/v2/" in path for path in pdok.asked)


def test_nothing_but_the_download_knows_the_network() -> None:
    """Only one file names the module that speaks to the outside, and only inside a function."""
    named = []
    for path in sorted(ROOT.glob("*/**/*.py")) + sorted(ROOT.glob("*.py")):
        if path.relative_to(ROOT).parts[0] in {"tests", ".ci", "benchmarks"} or path.name == "network.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(sub) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for sub in ast.walk(node)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            module = getattr(node, "module", None) or ""
            names = {alias.name for alias in node.names} | {module}
            if "pdok.network" in module or ("network" in names and "pdok" in f"{path.parent.name}{module}"):
                named.append((path.name, id(node) in inside))
            outside = {"socket", "http", "urllib.request", "http.client", "requests", "ssl", "ftplib", "smtplib"}
            assert not names & outside, f"{path} speaks to the network by itself"
            ours = [alias.name for alias in node.names if re.match(r"Q(t|gs)?\w*Network", alias.name)]
            assert not ours, f"{path} speaks to the network"
    assert named == [("downloadregisters.py", True)]


def test_reading_deliveries_loads_nothing_that_speaks_to_the_network() -> None:
    code = (
        "import sys, importlib.util\n"
        f"spec = importlib.util.spec_from_file_location('locatierisico', {str(ROOT / '__init__.py')!r}, "
        f"submodule_search_locations=[{str(ROOT)!r}])\n"
        "module = importlib.util.module_from_spec(spec); sys.modules['locatierisico'] = module\n"
        "spec.loader.exec_module(module)\n"
        "import locatierisico.registers.load, locatierisico.synthetic.deliver, locatierisico.indicators.assess\n"
        "print([name for name in sys.modules if name.startswith('locatierisico.pdok')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
