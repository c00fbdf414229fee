"""From registers to the assessment of a municipality."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..registers.collection import uncollected
from ..registers.tables import GEBIEDSTYPEN
from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from . import catalogue as known
from . import reference
from .account import account
from .aggregate import AGGREGATIONS
from .assessment import Assessment, Options, TypeResult, assess_type
from .formation import form
from .incident_account import incident_account
from .kinds import read_kinds
from .model import Theme
from .result_tables import areas_table, scores_table, sets_table, themes_table, units_table
from .scores import NORMALISATIONS
from .set_files import read_set, shipped_sets
from .type_index import Method

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from .formation import Formation
    from .model import Indicator
    from .set_files import Set

__all__ = ["Assessment", "Options", "assess", "assess_formed", "chosen_sets"]


@uncollected()
def assess(registers: Registers, options: Options, watch: Watch | None = None) -> Assessment:
    """Assess a municipality: form its units, measure them, make the index and the tables.

    Args:
        registers: Its canonical tables.
        options: What is asked.
        watch: Listens for cancel, and is told how far it is.

    Raises:
        RefusedError: An option, or the set file, cannot be used; the message says what to do.

    """
    watch = watch or Watch()
    indicators = known.catalogue()
    sets, messages = chosen_sets(options, indicators)
    own_kinds = next((one.kinds for one in sets.values() if one.kinds is not None), None)
    formed = form(registers, own_kinds if own_kinds is not None else read_kinds(None), watch.part(0, 0.4))
    made = assess_formed(formed, sets, options, indicators, watch.part(0.4, 1))
    return replace(made, messages=(*messages, *made.messages))


def chosen_sets(options: Options, indicators: Mapping[str, Indicator]) -> tuple[dict[str, Set], list[Message]]:
    """Choose the set of every area type that is asked for, and check that preset and theme can be had from it.

    Raises:
        RefusedError: As `assess`.

    """
    _require_options(options)
    sets = {area_type: shipped_sets()[area_type] for area_type in GEBIEDSTYPEN if area_type in options.sets}
    messages = []
    if options.set_file is not None:
        own, file = read_set(options.set_file, indicators), options.set_file.name
        if own.area_type in sets:
            sets[own.area_type] = own
            messages.append(note("sets_replaced", area_type=own.area_type, file=file))
        else:
            messages.append(warn("sets_area_type_absent", file=file, area_type=own.area_type))
    for chosen in sets.values():
        preset_of(chosen, options)
    return sets, messages


def preset_of(chosen: Set, options: Options) -> tuple[str, Theme]:
    """Give the preset and the theme of a set in this run: a preset made for a theme brings it along.

    Raises:
        RefusedError: The set has no such preset, or the preset is made for another theme than the run asks for.

    """
    preset = options.preset or chosen.default_preset
    kind = chosen.area_type
    if preset not in chosen.presets:
        raise refused("sets_no_preset", area_type=kind, preset=preset, known=", ".join(chosen.presets))
    theme = Theme(options.theme)
    own = chosen.presets[preset].theme or theme
    if theme not in (own, Theme.KWETSBAARHEID):
        raise refused("sets_theme_conflict", area_type=kind, preset=preset, own=str(own), theme=str(theme))
    return preset, own


def assess_formed(
    formed: Formation,
    sets: Mapping[str, Set],
    options: Options,
    indicators: Mapping[str, Indicator],
    watch: Watch,
) -> Assessment:
    """Assess units that are already formed.

    Args:
        formed: Units and areas per area type, and the table of all.
        sets: The set of every area type to assess.
        options: What is asked.
        indicators: The catalogue.
        watch: Listens for cancel.

    """
    method = Method(options.normalisation, options.aggregation, options.draws, options.seed)
    messages: list[Message] = [*formed.messages, *incident_account(formed.place, options.theme)]
    found: dict[str, TypeResult] = {}
    present = [kind for kind in sets if kind in formed.units and len(formed.units[kind].index)]
    for done, kind in enumerate(sets):
        if kind not in present:
            messages.append(note("index_no_units", area_type=kind))
            continue
        preset, theme = preset_of(sets[kind], options)
        units = replace(formed.units[kind], theme=theme)
        areas = replace(formed.areas[kind], units=units, theme=theme)
        part = watch.part(0.9 * done / len(sets), 0.9 * (done + 1) / len(sets))
        found[kind] = assess_type(sets[kind], preset, theme, method, indicators, units, areas, part)
        messages += account(found[kind])
    watch.at(0.9)
    units_made = units_table(formed.table, found, tuple(sets))
    watch.at(0.95)
    themes = {preset_of(chosen, options)[1] for chosen in sets.values()}
    made = Assessment(
        units=units_made,
        areas=areas_table(found, units_made.iloc[:0][["area_id", "area_type", "state", "geometry"]]),
        scores=scores_table(found),
        sets=sets_table(found),
        reference=reference.together(reference.reference_of(kind, one.measured) for kind, one in found.items()),
        themes=themes_table(found),
        messages=tuple(messages),
        place=formed.place,
        theme=themes.pop() if len(themes) == 1 else Theme(options.theme),
        sets_used=dict(sets),
    )
    watch.at(1)
    return made


def _require_options(options: Options) -> None:
    unknown = [kind for kind in options.sets if kind not in GEBIEDSTYPEN]
    if unknown:
        raise refused("sets_type_unknown", found=", ".join(unknown), known=", ".join(GEBIEDSTYPEN))
    if not options.sets:
        raise refused("sets_none", known=", ".join(GEBIEDSTYPEN))
    if options.normalisation not in NORMALISATIONS:
        raise refused("index_normalisation", found=options.normalisation, known=", ".join(NORMALISATIONS))
    if options.aggregation not in AGGREGATIONS:
        raise refused("index_aggregation", found=options.aggregation, known=", ".join(AGGREGATIONS))
    if options.draws < 0:
        raise refused("index_draws", found=options.draws)
