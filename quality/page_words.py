"""The words of the report itself, in both languages."""

from __future__ import annotations

from ..indicators.model import Text

TITLE = Text("Quality of the registers", "Kwaliteit van de registers")
ON = Text(
    "Reference date (peildatum): {day}. Plugin version {version}.", "Peildatum: {day}. Versie van de plugin: {version}."
)
NO_JUDGEMENT = Text(
    "These are signals about the quality of registers. They are no judgement about locations or persons.",
    "Dit zijn signalen over de kwaliteit van registers. Het is geen oordeel over locaties of personen.",
)
SIMULATED = Text(
    "Made-up data: {tables}. Figures about these say nothing about real registers.",
    "Gesimuleerde gegevens: {tables}. Cijfers daarover zeggen niets over echte registers.",
)
IN_SHORT = Text("In three sentences", "In drie zinnen")
DONE = Text(
    "{done} checks were done on the registers that were given ({registers}); {absent} were not, mostly because a "
    "register or "
    "table is absent.",
    "Er zijn {done} controles gedaan op de registers die er zijn ({registers}); {absent} controles konden "
    "niet, meestal "
    "omdat een register of tabel ontbreekt.",
)
COUNTED = Text(
    "Findings by weight: serious {serious}, attention {attention}, note {note}.",
    "Bevindingen naar zwaarte: ernstig {serious}, aandacht nodig {attention}, aandachtspunt {note}.",
)
FIRST = Text("Look first at: {first}.", "Kijk eerst naar: {first}.")
FINE = Text(
    "Nothing serious was found; what is missing or doubtful is told per register below.",
    "Er is niets ernstigs gevonden; wat ontbreekt of twijfelachtig is, staat hieronder per register.",
)
REGISTERS = Text("The registers", "De registers")
REGISTER_HEADS = (
    Text("register", "register"),
    Text("rows", "rijen"),
    Text("delivered as", "geleverd als"),
    Text("newest registration", "nieuwste registratie"),
    Text("worst finding", "zwaarste bevinding"),
)
ABSENT = Text("absent", "ontbreekt")
UNKNOWN = Text("unknown", "onbekend")
LOADED_BEFORE = Text("{file} (loaded before)", "{file} (eerder geladen)")
BEFORE = Text("loaded before", "eerder geladen")
LINKS = Text("Links between the registers", "Koppelingen tussen registers")
LINKS_INTRO = Text(
    "How much of the register in the row finds its match in the register of the column. A dash: these two are "
    "not linked.",
    "Welk deel van het register in de rij een tegenhanger vindt in het register van de kolom. Een streepje: "
    "deze twee "
    "worden niet gekoppeld.",
)
NOT_LINKED = Text("not checked", "niet gecontroleerd")
ASK = Text("What to ask the register keeper", "Wat u de beheerder kunt vragen")
ASK_NOTHING = Text("Nothing needs to be asked.", "Er is niets te vragen.")
ASK_OF = Text("Ask {keeper}", "Vraag {keeper}")
FINDINGS = Text("Findings", "Bevindingen")
NO_FINDINGS = Text("Nothing was found that asks attention.", "Er is niets gevonden dat aandacht vraagt.")
COMPLETENESS = Text("Filled in, per field of {table} ({n} rows)", "Gevuld per veld van {table} (aantal rijen: {n})")
FULL = Text("Every field is filled in everywhere (rows): {tables}.", "Elk veld is overal gevuld (rijen): {tables}.")
FIELD_KEY = (Text("should be filled in", "hoort gevuld te zijn"), Text("may be empty", "mag leeg zijn"))
ALL_CHECKS = Text("All checks of this register", "Alle controles van dit register")
CLEAN = Text("Looked for and not found:", "Gezocht en niet gevonden:")
CHECK_HEADS = (
    Text("check", "controle"),
    Text("figure", "cijfer"),
    Text("of", "van"),
    Text("share", "aandeel"),
    Text("judgement", "oordeel"),
)
READING = Text("Told while reading", "Gemeld bij het lezen")
PARTS = Text("Made up of", "Bestaat uit")
KINDS = Text("Incidents by kind", "Incidenten per soort")
KIND_KEY = (
    Text("counts for a theme", "telt mee voor een thema"),
    Text("counts for no theme", "telt voor geen thema mee"),
)
HOURS = Text("Incidents by hour of the day", "Incidenten per uur van de dag")
HOUR_KEY = (
    Text("time known", "tijdstip bekend"),
    Text("a window, spread over its hours", "tijdvak, verdeeld over de uren ervan"),
)
HOURS_SAID = Text(
    "With a known time {exact} (exactly 00:00: {midnight}), with a window {windows}, with a date only {days} "
    "(not drawn).",
    "Met een bekend tijdstip {exact} (precies 00:00: {midnight}), met een tijdvak {windows}, met alleen een datum "
    "{days} (niet getekend).",
)
UNCHECKED = Text("What was not checked, and why", "Wat niet is gecontroleerd, en waarom")
INPUTS = Text("What this stands on", "Waarop dit is gebaseerd")
INPUT_HEADS = (
    Text("register", "register"),
    Text("name", "naam"),
    Text("rows", "rijen"),
    Text("sha256", "sha256"),
)
TOP = 20  # kinds that get a bar of their own
