"""The words of a plan of routes: its fields, and why a stop is not planned."""

from __future__ import annotations

from ..routes.left_out import REASONS
from ..safeguards.messages import Message
from .language import spoken, translate


def reason_words() -> dict[str, str]:
    """Say why a stop is not visited, by the codes of the solver."""
    return {reason: spoken(Message(code)) for reason, code in REASONS.items()}


def stop_words() -> dict[str, str]:
    """Name the fields of stops."""
    return {
        "stop_id": translate("layers", "Number of the stop"),
        "name": translate("layers", "Address"),
        "team": translate("layers", "Team"),
        "day": translate("layers", "Day"),
        "number": translate("layers", "Order"),
        "arrival": translate("layers", "Arrival"),
        "begin": translate("layers", "Visit begins"),
        "departure": translate("layers", "Departure"),
        "waiting_minutes": translate("layers", "Waiting (minutes)"),
        "service_minutes": translate("layers", "Visit (minutes)"),
        "served": translate("layers", "Planned"),
        "reason": translate("layers", "Reason not planned (code)"),
        "reason_text": translate("layers", "Reason not planned"),
        "metres_to_road": translate("layers", "To the road (metres)"),
        "mandatory": translate("layers", "Mandatory"),
        "pand_identificatie": translate("layers", "Pand"),
        "addresses": translate("layers", "Business addresses"),
        "n_addresses": translate("layers", "Number of business addresses"),
        "statutory_basis": translate("layers", "Statutory basis of the visit"),
        "contains_dwelling": translate("layers", "A home lies in or beside it"),
        "binnentreden": translate("layers", "Means binnentreden"),
        "partners": translate("layers", "Partners"),
        "safety_note": translate("layers", "Safety"),
        "last_visit": translate("layers", "Last visit"),
        "window": translate("layers", "Can be visited"),
        "skills": translate("layers", "Asks of the team"),
        "pinned": translate("layers", "Fixed"),
        "parking": translate("layers", "Parking place"),
        "visited": translate("layers", "Visited"),
        "outcome": translate("layers", "Outcome"),
        "remark": translate("layers", "Remark"),
        "photo": translate("layers", "Photo"),
    }


def route_words() -> dict[str, str]:
    """Name the fields of routes, ways and parking places."""
    return {
        "team": translate("layers", "Team"),
        "day": translate("layers", "Day"),
        "number": translate("layers", "Order"),
        "minutes": translate("layers", "Minutes"),
        "metres": translate("layers", "Metres"),
        "n_stops": translate("layers", "Stops"),
        "leaves": translate("layers", "Leaves"),
        "returns": translate("layers", "Back"),
        "pause": translate("layers", "Break"),
        "on_foot": translate("layers", "On foot"),
        "parking": translate("layers", "Parking place"),
        "arrival": translate("layers", "Arrival"),
        "departure": translate("layers", "Departure"),
    }
