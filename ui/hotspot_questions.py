"""The questions an analyst asks of incidents, and the methods that answer them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..layers.language import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a method may be given besides the incidents: the name of its parameter -> the row of the dialog.
ROWS: Mapping[str, str] = {
    "STUDY_AREA": "study_area",
    "EXPOSURE": "addresses",
    "ADDRESSES": "addresses",
    "ROADS": "roads",
}


@dataclass(frozen=True)
class Method:
    """One way to answer a question.

    Attributes:
        algorithm: Id of the algorithm, without the provider.
        name: What it answers, in the words of the question.
        explained: What the user will see, and what it does not say.
        needs: Rows of the dialog it cannot do without.
        fixed: Parameters that the question decides.

    """

    algorithm: str
    name: str
    explained: str
    needs: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A question and the methods that answer it, the one to begin with first."""

    name: str
    methods: tuple[Method, ...]


def questions() -> tuple[Question, ...]:
    """Give the questions in the user's language."""
    return (
        Question(translate("ui", "Where?"), _where()),
        Question(translate("ui", "When?"), _when()),
        Question(translate("ui", "Is it growing?"), _growing()),
        Question(translate("ui", "Did the map work?"), _worked()),
    )


def _where() -> tuple[Method, ...]:
    return (
        Method(
            "hotspots",
            translate("ui", "Where is there more than addresses explain?"),
            translate(
                "ui",
                "Cells that stand out beyond what the number of addresses explains, corrected for looking at many "
                "cells. Without addresses every cell counts the same, and busy places stand out by themselves.",
            ),
        ),
        Method(
            "density",
            translate("ui", "Where is it busy?"),
            translate("ui", "A smooth map of incidents per km² per year. It shows where much was reported, not why."),
        ),
        Method(
            "networkdensity",
            translate("ui", "Along which streets?"),
            translate("ui", "Incidents per km of street, spread along the roads instead of across the blocks."),
            needs=("roads",),
        ),
        Method(
            "repeatlocations",
            translate("ui", "Which few streets carry most of it?"),
            translate(
                "ui", "The smallest number of streets that carry half of all incidents, beside what chance would give."
            ),
            needs=("roads",),
            fixed={"BY": "segment"},
        ),
    )


def _when() -> tuple[Method, ...]:
    return (
        Method(
            "timeprofile",
            translate("ui", "At which hours, on which days, in which months?"),
            translate(
                "ui",
                "A chart and a table. Incidents whose moment is known only as a window are spread over it.",
            ),
        ),
        Method(
            "nearrepeat",
            translate("ui", "Is one incident soon followed by another nearby?"),
            translate("ui", "How many pairs lie close in place and time, beside what chance would give."),
        ),
    )


def _growing() -> tuple[Method, ...]:
    return (
        Method(
            "emerginghotspots",
            translate("ui", "Where is it new, growing or fading?"),
            translate(
                "ui",
                "Cells by how their concentration went: new, consecutive, intensifying, persistent, diminishing. "
                "It can be played in time.",
            ),
        ),
        Method(
            "stclusters",
            translate("ui", "Which incidents came together in place and time?"),
            translate("ui", "Clusters of incidents that lie close to each other on the map and in the calendar."),
        ),
    )


def _worked() -> tuple[Method, ...]:
    return (
        Method(
            "hotspotaccuracy",
            translate("ui", "Did maps of the past show where the next incidents came?"),
            translate(
                "ui",
                "Makes the map again and again from what was known then, and counts what it found in the next month, "
                "beside simple counting and chance.",
            ),
        ),
    )
