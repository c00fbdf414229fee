"""Registers from the services of PDOK, for an extent or a municipality; the only algorithm that goes online."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDate

from ..layers.language import translate
from ..pdok.download import Wanted, check_box
from ..pdok.download import download as fetch
from ..pdok.resume import NAME, Unfinished, take_up
from ..pdok.services import REGISTERS, TAKEN_BY, TERMS, Kind
from ..safeguards.messages import CancelledError, RefusedError, note, refused, warn
from ..safeguards.watch import Watch
from .algorithm import Algorithm, tell
from .given import read_extent, read_peildatum
from .job import private_folder, publish_folder

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..pdok.delivery import Delivered
    from ..pdok.download import Fetched
    from ..safeguards.messages import Message

_FETCHING = 0.9  # share of the time that goes to the network
_RECENT = 31  # days
_BAG_SERVICES = (Kind.WFS.value, Kind.OGC.value)


class DownloadRegisters(Algorithm):
    """Fetches BAG, BGT, NWB and buurten page by page, and goes on where it stopped."""

    _wanted: Wanted

    def flags(self) -> Qgis.ProcessingAlgorithmFlags:
        """Keep to the main thread, where events go on being handled: QGIS's network crashes it from a pool thread."""
        return super().flags() | Qgis.ProcessingAlgorithmFlag.NoThreading

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Download registers (PDOK)")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Fetches BAG, BGT, NWB roads and CBS buurten for an extent or a municipality from the open services of "
            "PDOK, as one GeoPackage per register that Load registers reads. This is the only tool that goes online, "
            "and only when you start it. All that is sent is the extent, the date and the names of the layers; "
            "nothing of your own data. It uses the proxy and the time-out of QGIS, waits where the service is busy, "
            "and goes on where it stopped when the same download is run again in the same folder.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        self._add_area()
        self._add_registers()
        self._add_advanced()
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", translate("algorithms", "Folder")),
            translate(
                "algorithms",
                "Where the download is put, in a subfolder of its own. Choose a lasting folder: an unfinished "
                "download is kept there too, to go on with.",
            ),
        )
        for register in REGISTERS:
            words = translate("algorithms", "Download: {name}").format(name=register)
            self.addOutput(QgsProcessingOutputFile(f"{register}_FILE", words))

    def _add_area(self) -> None:
        self.add(
            QgsProcessingParameterExtent("EXTENT", translate("algorithms", "Extent"), optional=True),
            translate("algorithms", "The area, in any reference system. Either this or a municipality."),
        )
        self.add(
            QgsProcessingParameterString(
                "MUNICIPALITY", translate("algorithms", "Municipality"), defaultValue="", optional=True
            ),
            translate(
                "algorithms",
                "Name or code (such as GM0363) of a municipality. BAG and buurten are kept to its boundary, because "
                "every location in them is assessed.",
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "BUFFER",
                translate("algorithms", "Surroundings (m)"),
                Qgis.ProcessingNumberParameterType.Double,
                defaultValue=1000,
                minValue=0,
                maxValue=10_000,
            ),
            translate(
                "algorithms",
                "How far beyond the area roads (NWB) and topography (BGT) are fetched, so that a location at the "
                "edge is measured like one in the middle.",
            ),
        )

    def _add_registers(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                "REGISTERS",
                translate("algorithms", "Registers"),
                list(REGISTERS),
                allowMultiple=True,
                defaultValue=list(REGISTERS),
                usesStaticStrings=True,
            ),
            translate("algorithms", "What is downloaded."),
        )
        self.add(
            QgsProcessingParameterDateTime(
                "PEILDATUM",
                translate("algorithms", "Reference date (peildatum)"),
                Qgis.ProcessingDateTimeParameterDataType.Date,
                defaultValue=QDate.currentDate(),
                optional=True,
            ),
            translate(
                "algorithms",
                "The BGT is fetched as it was at the end of this day, the buurten in the CBS edition of its year or "
                "the last one before. BAG (WFS) and NWB only know the state of today.",
            ),
        )

    def _add_advanced(self) -> None:
        self.add(
            QgsProcessingParameterBoolean("LARGE", translate("algorithms", "Large area"), defaultValue=False),
            translate(
                "algorithms",
                "Agree to more than 400 km² or 2,000 pages. For a province or more the complete files of PDOK are "
                "the better way.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "BAG_SERVICE",
                translate("algorithms", "Service of the BAG"),
                list(_BAG_SERVICES),
                defaultValue=_BAG_SERVICES[0],
                usesStaticStrings=True,
            ),
            translate("algorithms", "The WFS gives with every address its pand and year of construction."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                "SERVICE", translate("algorithms", "Other server"), defaultValue="", optional=True
            ),
            translate("algorithms", "Address of a mirror with the same paths as PDOK. Empty: PDOK itself."),
            advanced=True,
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse what cannot be downloaded; asks nothing of the network."""
        self._read(parameters, context)

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Read the parameters where reference systems may be met."""
        self._wanted = self._read(parameters, context)

    def _read(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Wanted:
        name = self.parameterAsString(parameters, "MUNICIPALITY", context).strip()
        box = read_extent(self, parameters, context)
        if box is None and not name:
            raise refused("pdok_area_none")
        if box is not None and name:
            raise refused("pdok_area_twice")
        chosen = self.parameterAsEnumStrings(parameters, "REGISTERS", context)
        if not chosen:
            raise refused("pdok_no_registers", names=", ".join(REGISTERS))
        service = self.parameterAsString(parameters, "SERVICE", context).strip()
        if service and not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", service):
            raise refused("pdok_bad_service", value=service)
        wanted = Wanted(
            registers=tuple(register for register in REGISTERS if register in chosen),
            peildatum=read_peildatum(self, parameters, context),
            box=box,
            municipality=name,
            around=self.parameterAsDouble(parameters, "BUFFER", context),
            bag=Kind(self.parameterAsEnumString(parameters, "BAG_SERVICE", context)),
            service=service,
            large=self.parameterAsBool(parameters, "LARGE", context),
        )
        if box is not None:
            check_box(box, around=wanted.around, large=wanted.large)
        return wanted

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Fetch, put together, publish."""
        folder = Path(self.parameterAsString(parameters, "OUTPUT", context))
        now = QDate.currentDate()
        today = date(now.year(), now.month(), now.day())
        wanted = self._wanted
        with private_folder(folder) as private:
            kept, told = take_up(folder / NAME, wanted.request(), today)
            tell([*told, *_limits(wanted, today)], feedback)
            try:
                fetched = self._fetch(wanted, kept, feedback)
                made = private / "made"
                made.mkdir()
                delivered = self.work(lambda watch: _deliver(fetched, wanted, kept, made, today, watch), feedback)
            except (CancelledError, RefusedError):
                _keep(kept, feedback)
                raise
            tell([*fetched.messages, *delivered.messages], feedback)
            if feedback.isCanceled():
                raise CancelledError
            target = publish_folder(made, folder, f"pdok_{_slug(fetched.place)}_{wanted.peildatum.isoformat()}")
            kept.remove()
        files = {register: target / path.name for register, path in delivered.files.items()}
        tell(_directions(files), feedback)
        return {"OUTPUT": str(target), **{f"{register}_FILE": str(path) for register, path in files.items()}}

    def _fetch(self, wanted: Wanted, kept: Unfinished, feedback: QgsProcessingFeedback) -> Fetched:
        # Loaded here, so that nothing of ours can reach the network before the user starts this.
        from ..pdok.network import line  # noqa: PLC0415

        watch = Watch(feedback.isCanceled, lambda fraction: feedback.setProgress(100 * _FETCHING * fraction))
        return fetch(wanted, line(feedback), kept, watch)


def _deliver(fetched: Fetched, wanted: Wanted, kept: Unfinished, folder: Path, today: date, watch: Watch) -> Delivered:
    from ..pdok.delivery import deliver  # noqa: PLC0415  loads geopandas

    return deliver(fetched, wanted, kept, folder, today, watch.part(_FETCHING, 1))


def _limits(wanted: Wanted, today: date) -> list[Message]:
    """Tell which registers cannot be had as they were on the peildatum."""
    stateless = [name for name in wanted.registers if name == "NWB" or (name == "BAG" and wanted.bag is Kind.WFS)]
    if not stateless or abs((today - wanted.peildatum).days) <= _RECENT:
        return []
    return [warn("pdok_today_only", registers=", ".join(stateless), day=wanted.peildatum.strftime("%d-%m-%Y"))]


def _keep(kept: Unfinished, feedback: QgsProcessingFeedback) -> None:
    """Say what is kept of a download that stopped, or leave nothing behind where there is nothing."""
    if kept.pages:
        tell([note("pdok_kept", n=len(kept.pages), folder=str(kept.folder))], feedback)
    else:
        kept.remove()


def _directions(files: dict[str, Path]) -> list[Message]:
    """Tell which file goes where, and on what terms it may be used."""
    given = [
        note("pdok_give", register=register, file=str(path), parameter=TAKEN_BY[register])
        for register, path in files.items()
    ]
    terms = [
        note("pdok_terms", register=register, licence=TERMS[register][0], attribution=TERMS[register][1])
        for register in files
    ]
    return [*given, *terms]


def _slug(place: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", place).strip("-").lower()
