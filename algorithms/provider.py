"""The Processing provider: finds the algorithms of this folder."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithm import ICONS
from .assess import Assess
from .assessmunicipality import AssessMunicipality
from .density import Density
from .deriveareas import DeriveAreas
from .downloadregisters import DownloadRegisters
from .dumpsegments import DumpSegments
from .emerginghotspots import EmergingHotspots
from .hotspotaccuracy import HotspotAccuracy
from .hotspots import Hotspots
from .importvisits import ImportVisits
from .loadregisters import LoadRegisters
from .mapsheets import MapSheets
from .nearrepeat import NearRepeat
from .networkdensity import NetworkDensity
from .planroutes import PlanRoutes
from .qualityreport import QualityReport
from .readpostgis import ReadPostgis
from .repeatlocations import RepeatLocations
from .requirements import complaint
from .stclusters import StClusters
from .syntheticmunicipality import SyntheticMunicipality
from .timeprofile import TimeProfile
from .writepostgis import WritePostgis

ALGORITHMS = (
    AssessMunicipality,
    DownloadRegisters,
    LoadRegisters,
    QualityReport,
    Assess,
    DeriveAreas,
    Hotspots,
    Density,
    TimeProfile,
    HotspotAccuracy,
    EmergingHotspots,
    NearRepeat,
    StClusters,
    NetworkDensity,
    RepeatLocations,
    ImportVisits,
    PlanRoutes,
    DumpSegments,
    MapSheets,
    SyntheticMunicipality,
    WritePostgis,
    ReadPostgis,
)


class Provider(QgsProcessingProvider):
    """Everything the plugin does, as Processing algorithms."""

    def id(self) -> str:
        """First half of every algorithm id; a promise."""
        return "locatierisico"

    def name(self) -> str:
        """Name in the toolbox."""
        return "Locatierisico"

    def icon(self) -> QIcon:
        """Icon in the toolbox."""
        return QIcon(str(ICONS / "locatierisico.svg"))

    def svgIconPath(self) -> str:
        """Icon in the modeler."""
        return str(ICONS / "locatierisico.svg")

    def warningMessage(self) -> str:
        """What is missing, shown in the toolbox."""
        return complaint()

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        """Endings a raster can be given in the dialog of Processing."""
        return ["tif", "tiff"]

    def loadAlgorithms(self) -> None:
        """Offer them all."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
