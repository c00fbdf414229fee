"""Download registers in a real QGIS: from the local server, by way of Load registers, to the tables one expects."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
import shapely
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QTimer

from locatierisico.algorithms.provider import ALGORITHMS
from locatierisico.pdok.asking import Patience
from locatierisico.pdok.services import BGT
from locatierisico.registers import bgt
from locatierisico.registers.opening import Ask, open_delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SERVED = Path(__file__).resolve().parents[1] / "pdok" / "served.py"
WEESP = "125000,138000,473000,486000 [EPSG:28992]"  # west, east, south, north, as QGIS writes it
# What the WFS calls otherwise than the bag-light GeoPackage.
AS_WFS = {
    "openbare_ruimte_naam": "openbare_ruimte",
    "woonplaats_naam": "woonplaats",
    "pand_identificatie": "pandidentificatie",
}
# What the WFS does not give at all.
NOT_IN_WFS = [
    "nummeraanduiding_hoofdadres_identificatie",
    "openbare_ruimte_identificatie",
    "woonplaats_identificatie",
    "bronhouder_identificatie",
]
NOT_GIVEN = {"nummeraanduiding_identificatie"}


@pytest.fixture
def on_main_thread(provider: Any) -> Callable[..., tuple[bool, dict[str, Any], QgsProcessingFeedback]]:  # noqa: ARG001  QGIS must run
    """Run an algorithm as QGIS runs one that keeps to the main thread."""

    def run(
        name: str, parameters: dict[str, Any], *, cancel_after: int | None = None
    ) -> tuple[bool, dict[str, Any], QgsProcessingFeedback]:
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"locatierisico:{name}")
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)  # noqa: FBT003  Qt takes positions
        context.setProject(QgsProject.instance())
        if cancel_after is not None:
            QTimer.singleShot(cancel_after, feedback.cancel)
        results, fine = algorithm.run(parameters, context, feedback)
        return fine, dict(results), feedback

    return run


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("served", SERVED)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["served"] = module
    spec.loader.exec_module(module)
    return module


served = sys.modules.get("served") or _load()


def _features(path: Path, layer: str, renamed: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Give a layer of a delivery as the services would."""
    frame = pyogrio.read_dataframe(path, layer=layer)
    shapes = [json.loads(text) for text in shapely.to_geojson(frame.geometry.to_numpy())]
    frame = frame.drop(columns=["geometry", *(NOT_IN_WFS if renamed else [])], errors="ignore")
    rows = json.loads(frame.rename(columns=renamed or {}).to_json(orient="records"))
    return [
        served.feature(f"{layer}.{number}", shape, **row)
        for number, (shape, row) in enumerate(zip(shapes, rows, strict=True))
    ]


@pytest.fixture(scope="module")
def towns(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The BAG of Weesp and the BGT of Otterlo, on the tables of the services."""
    bag, bgt = shared / "data" / "bag" / "weesp_bag-light.gpkg", shared / "data" / "bgt" / "otterlo_bgt.gpkg"
    held = set(pyogrio.list_layers(bgt)[:, 0])
    tables = {f"bag:{name}": _features(bag, name, AS_WFS) for name in ("pand", "verblijfsobject", "woonplaats")}
    tables |= {"bag:ligplaats": [], "bag:standplaats": []}
    tables |= {layer.type: _features(bgt, layer.name) if layer.name in held else [] for layer in BGT}
    return tables


@pytest.fixture
def server(qgis_app: Any) -> Iterator[Any]:  # noqa: ARG001  QGIS must run
    made = served.Served()
    yield made
    made.close()


@pytest.fixture
def weesp(server: Any, towns: dict[str, list[dict[str, Any]]]) -> Any:
    server.tables = dict(towns)
    server.dated = {layer.type for layer in BGT}
    return server


@pytest.fixture
def village(server: Any) -> Any:
    """Enough to download in a blink."""
    feature, square = served.feature, served.square
    server.tables = {
        "nationaal-wegenbestand-wegen:wegvakken": [],
        "wijkenbuurten:buurten": [
            feature(f"b.{k}", square(130_000 + 500 * k, 478_000, 500), buurtcode=f"BU0001000{k}", buurtnaam="Dorp")
            for k in range(3)
        ],
    }
    return server


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same line with less patience, for a server that is not PDOK."""
    from locatierisico.pdok import network  # noqa: PLC0415

    manners = network.Manners(Patience(tries=3, first=0.01), a_second=1000, timeout=20)
    monkeypatch.setattr(network, "line", functools.partial(network.line, manners=manners))


def _asked(server: Any, folder: Path, **more: Any) -> dict[str, Any]:
    return {"EXTENT": WEESP, "SERVICE": server.url, "OUTPUT": str(folder), "PEILDATUM": "2025-06-01", **more}


@pytest.mark.usefixtures("hurried")
def test_the_bag_of_weesp_comes_through_the_wfs_as_it_is_in_the_file(
    weesp: Any, shared: Path, tmp_path: Path, on_main_thread: Callable[..., Any]
) -> None:
    fine, got, _ = on_main_thread("downloadregisters", _asked(weesp, tmp_path / "pdok", REGISTERS=["BAG"]))
    assert fine
    loaded = {}
    for name, bag in (("service", got["BAG_FILE"]), ("file", str(shared / "data" / "bag" / "weesp_bag-light.gpkg"))):
        target = tmp_path / f"{name}.gpkg"
        fine, _, feedback = on_main_thread(
            "loadregisters", {"BAG": [bag], "PEILDATUM": "2021-10-15", "OUTPUT": str(target)}
        )
        assert fine, feedback.textLog()
        loaded[name] = target
    for table, n in (("panden", 10_837), ("verblijfsobjecten", 11_046), ("woonplaatsen", 1)):
        one, other = (pyogrio.read_dataframe(path, layer=table) for path in loaded.values())
        assert len(one) == n
        one, other = (frame.sort_values("identificatie", ignore_index=True) for frame in (one, other))
        shared_columns = [name for name in one if name in other and name != "geometry"]
        for column in shared_columns:
            assert column in NOT_GIVEN or one[column].astype(str).tolist() == other[column].astype(str).tolist(), column
        assert shapely.equals_exact(one.geometry.to_numpy(), other.geometry.to_numpy(), 0.001).all()


@pytest.mark.usefixtures("hurried")
def test_the_bgt_of_otterlo_comes_through_the_ogc_api_as_it_is_in_the_file(
    weesp: Any, shared: Path, tmp_path: Path, on_main_thread: Callable[..., Any]
) -> None:
    asked = _asked(weesp, tmp_path / "pdok", REGISTERS=["BGT"], EXTENT="180000,186000,454000,460000 [EPSG:28992]")
    fine, got, _ = on_main_thread("downloadregisters", asked)
    assert fine
    # Load registers wants a BAG of the same place, which nobody has of Otterlo; its reader is what matters here.
    read = [
        bgt.read(open_delivery(Ask("BGT"), path).raws, date(2025, 6, 1)).tables
        for path in (Path(got["BGT_FILE"]), shared / "data" / "bgt" / "otterlo_bgt.gpkg")
    ]
    for table in ("wegdelen", "terreindelen", "bouwwerken"):
        one, other = (tables[table].sort_values("lokaal_id", ignore_index=True) for tables in read)
        assert len(one)
        assert one.drop(columns="geometry").equals(other.drop(columns="geometry"))
        assert shapely.equals_exact(one.geometry.to_numpy(), other.geometry.to_numpy(), 0.001).all()


@pytest.mark.usefixtures("hurried")
def test_a_download_that_broke_off_publishes_nothing_and_goes_on(
    weesp: Any, tmp_path: Path, on_main_thread: Callable[..., Any]
) -> None:
    weesp.troubles = [served.Trouble("500", "bag:verblijfsobject&srsName=EPSG:28992&bbox=", times=99, after=5)]
    asked = _asked(weesp, tmp_path / "pdok", REGISTERS=["BAG"])
    fine, _, feedback = on_main_thread("downloadregisters", asked)
    assert not fine
    assert "127.0.0.1" in feedback.textLog()
    assert [path.name for path in (tmp_path / "pdok").iterdir()] == ["pdok-unfinished"]
    before = len(weesp.asked)
    weesp.troubles = []
    fine, got, _ = on_main_thread("downloadregisters", asked)
    assert fine
    assert all("bag:pand" not in path for path in weesp.asked[before:])
    assert len(pyogrio.read_dataframe(got["BAG_FILE"], layer="verblijfsobject")) == 11_046
    assert [path.name for path in (tmp_path / "pdok").iterdir()] == [Path(got["OUTPUT"]).name]


def test_cancel_is_heard_and_keeps_what_is_whole(
    village: Any, tmp_path: Path, on_main_thread: Callable[..., Any]
) -> None:
    village.troubles = [served.Trouble("hang", "startIndex", times=99)]
    asked = _asked(village, tmp_path / "pdok", REGISTERS=["BUURTEN"])
    fine, got, _ = on_main_thread("downloadregisters", asked, cancel_after=1500)
    assert got == {} or not fine
    held = [path.name for path in (tmp_path / "pdok").iterdir()]
    assert held == ["pdok-unfinished"]


@pytest.mark.usefixtures("hurried")
def test_it_runs_twice_in_a_row_in_the_background(
    village: Any, tmp_path: Path, on_main_thread: Callable[..., Any]
) -> None:
    asked = _asked(village, tmp_path / "pdok", REGISTERS=["BUURTEN", "NWB"])
    names = []
    for _ in range(2):
        fine, got, feedback = on_main_thread("downloadregisters", asked)
        assert fine
        names.append(Path(got["OUTPUT"]).name)
    assert names == ["pdok_125000-473000-138000-486000_2025-06-01", "pdok_125000-473000-138000-486000_2025-06-01_2"]
    log = feedback.textLog()
    assert "BUURTEN.gpkg" in log
    assert "CC BY 4.0" in log
    assert "NWB" in log
    assert "NWB_FILE" not in got


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"EXTENT": None}, "No area"),
        ({"MUNICIPALITY": "Weesp"}, "one of the two"),
        ({"EXTENT": "4.9,5.3,52.2,52.5 [EPSG:4326]"}, "km²"),
        ({"EXTENT": "0,1000,0,1000 [EPSG:28992]"}, "outside the Netherlands"),
        ({"SERVICE": "ftp://x"}, "SERVICE"),
        ({"PEILDATUM": "3025-01-01"}, "3025"),
    ],
)
def test_what_cannot_work_is_refused_before_anything_is_asked(
    more: dict[str, Any], words: str, village: Any, tmp_path: Path, provider: Any
) -> None:
    algorithm = provider.algorithm("downloadregisters").create({})
    asked = {name: value for name, value in {**_asked(village, tmp_path), **more}.items() if value is not None}
    fine, sentence = algorithm.checkParameterValues(asked, QgsProcessingContext())
    assert not fine
    assert words in sentence
    assert village.asked == []


def test_a_check_that_is_fine_asks_nothing_either(village: Any, tmp_path: Path, provider: Any) -> None:
    algorithm = provider.algorithm("downloadregisters").create({})
    fine, sentence = algorithm.checkParameterValues(_asked(village, tmp_path), QgsProcessingContext())
    assert (fine, sentence) == (True, "")
    assert village.asked == []


def test_an_extent_in_degrees_is_asked_in_rd(
    village: Any, hurried: None, tmp_path: Path, on_main_thread: Callable[..., Any]
) -> None:
    _ = hurried
    asked = _asked(village, tmp_path / "pdok", REGISTERS=["BUURTEN"], EXTENT="5.00,5.02,52.28,52.30 [EPSG:4326]")
    on_main_thread("downloadregisters", asked)
    west, south, east, north = (float(x) for x in village.asked[0].split("bbox=")[1].split(",")[:4])
    assert 128_000 < west < east < 131_500
    assert 476_000 < south < north < 480_500


def test_only_this_algorithm_loads_what_speaks_to_the_network() -> None:
    """In a QGIS of its own, everything else is loaded and run, and the network module is never there."""
    code = (
        "import sys, tempfile, pathlib\n"
        "from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsNetworkAccessManager\n"
        "app = QgsApplication([], False); app.initQgis()\n"
        "asked = []\n"
        "QgsNetworkAccessManager.instance().requestAboutToBeCreated.connect(lambda one: asked.append(one))\n"
        "from locatierisico.algorithms.provider import Provider\n"
        "made = Provider(); QgsApplication.processingRegistry().addProvider(made)\n"
        "folder = tempfile.mkdtemp()\n"
        "def run(name, **given):\n"
        "    algorithm = made.algorithm(name).create({})\n"
        "    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()\n"
        "    fine, sentence = algorithm.checkParameterValues(given, context)\n"
        "    got, fine = algorithm.run(given, context, feedback)\n"
        "    assert fine, feedback.textLog()\n"
        "    return got\n"
        "town = run('syntheticmunicipality', ADDRESSES=2000, OUTPUT=folder + '/town')\n"
        "names = ('BAG', 'BGT', 'WOZ', 'INCIDENTS', 'AREAS', 'ROADS', 'BUURTEN', 'LEEGSTAND', 'VESTIGINGEN', 'LISTS')\n"
        "files = {name: [town[name + '_FILE']] for name in names}\n"
        "run('loadregisters', OUTPUT=folder + '/r.gpkg', PEILDATUM='2026-01-01', **files)\n"
        "run('assessmunicipality', OUTPUT=folder + '/out', DRAWS=10, PEILDATUM='2026-01-01', **files)\n"
        "for one in made.algorithms():\n"
        "    one.create({}).checkParameterValues({}, QgsProcessingContext())\n"
        "print([name for name in sys.modules if name.endswith('pdok.network')], len(asked))\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{os.environ['QGIS_PLUGINPATH']}:{os.environ['PYTHONPATH']}"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, timeout=300
    )
    assert done.stdout.strip().splitlines()[-1:] == ["[] 0"], done.stderr[-2000:]
    assert "downloadregisters" in {algorithm.__name__.lower() for algorithm in ALGORITHMS}


@pytest.mark.skipif("LOCATIERISICO_PROFILE" not in os.environ, reason="only ./dev prepares a QGIS profile")
def test_it_runs_from_the_command_line(village: Any, tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "QGIS_OPTIONS_PATH"}}
    environment = {**kept, "QGIS_CUSTOM_CONFIG_PATH": os.environ["LOCATIERISICO_PROFILE"]}
    asked = {**_asked(village, tmp_path / "pdok é"), "REGISTERS": ["BUURTEN"]}
    done = subprocess.run(
        ["qgis_process", "--json", "run", "locatierisico:downloadregisters", "-"],
        input=json.dumps({"inputs": asked}),
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)["results"]
    assert pyogrio.read_info(got["BUURTEN_FILE"])["features"] == 3


def test_without_a_feedback_that_cancels_a_plain_run_gives_its_outputs(
    village: Any, hurried: None, tmp_path: Path, provider: Any
) -> None:
    _ = hurried
    algorithm = provider.algorithm("downloadregisters").create({})
    asked = _asked(village, tmp_path / "pdok", REGISTERS=["BUURTEN"])
    got, fine = algorithm.run(asked, QgsProcessingContext(), QgsProcessingFeedback())
    assert fine
    assert Path(got["BUURTEN_FILE"]).is_file()
    assert (Path(got["OUTPUT"]) / "download.json").is_file()
