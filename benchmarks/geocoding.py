"""Addresses drawn from a real BAG, damaged as people damage them: how many are found, and how many in the right place.

Beside ours stands what a user would do instead: join on the columns as they are. Addresses that do not exist are asked
for as well; each one that gets a place is a mistake.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from locatierisico.registers.geocoding.index import AddressIndex
    from locatierisico.registers.raw import Raw

SHARED = Path(os.environ.get("LOCATIERISICO_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
WEESP = SHARED / "bag" / "BAGGEM0457L-15102021_Weesp.zip"
PEILDATUM = date(2021, 10, 15)
DRAWN = 1_000  # addresses per kind of damage
NEAR = 25.0  # metres from the right object that count as right
MANY = 50_000
KEYBOARD = "abcdefghijklmnopqrstuvwxyz"
OTHER_TOWNS = ("Amsterdam", "Muiden", "Naarden", "Hilversum", "Utrecht", "Weert", "Werkendam", "Diemen")
ABBREVIATIONS = {
    "straat": "str.", "laan": "ln", "plein": "pln", "weg": "wg", "gracht": "gr.", "singel": "sngl", "Prinses": "Pr.",
    "Prins": "Pr.", "Sint": "St.", "Verlengde": "Verl.", "Pastoor": "Past.", "van der": "v.d.", "van ": "v. ",
}  # fmt: skip
SPELLINGS = (
    ("ij", "y"), ("y", "ij"), ("c", "k"), ("k", "c"), ("dd", "d"), ("ee", "e"), ("oo", "o"), ("s", "z"), ("z", "s"),
    ("g", "ch"), ("\N{LATIN SMALL LETTER E WITH DIAERESIS}", "e"), ("\N{LATIN SMALL LETTER U WITH DIAERESIS}", "u"),
)  # fmt: skip
STEMS = (
    "Dorps Molen School Nieuw Juliana Beatrix Irene Wilhelmina Eiken Beuken Linden Berken Acacia Esdoorn Populieren "
    "Merel Lijster Mees Zwaluw Vink Fazanten Reiger Tulpen Rozen Narcissen Hyacinten Anjer Lelie Mozart Beethoven Bach "
    "Chopin Industrie Handels Ambachts Haven Markt Raadhuis Wilgen Meidoorn Seringen Boom Bloem Breed Hoog Laag Kort "
    "Lang Heren Prinsen Keizers Konings Kerk Keur Zand Klei Veen Weide Akker Tuin Park Bos Berg Dal Beek Sluis Brug "
    "Dijk Vaart Kanaal Singel Toren Kapel Klooster Gasthuis Spoor Station Vissers Boeren Smids Bakkers Slagers Korte "
).strip()
KINDS = ("straat", "laan", "weg", "plein", "hof")
NUMBERS = 40  # of each made-up street
Row = dict[str, str]
Chance = np.random.Generator


@dataclass(frozen=True)
class Outcome:
    """What became of one kind of damage: rows asked, placed, placed right, and right by the plain join."""

    kind: str
    asked: int
    placed: int
    right: int
    joined: int
    joined_right: int

    @property
    def precision(self) -> float:
        """Share of the placed that lie at the right object or within 25 m of it."""
        return self.right / self.placed if self.placed else float("nan")

    @property
    def recall(self) -> float:
        """Share of all that got the right place."""
        return self.right / self.asked


def weesp(
    change: Callable[[Mapping[str, pd.DataFrame]], Mapping[str, pd.DataFrame]] = lambda tables: tables,
) -> tuple[AddressIndex, pd.DataFrame]:
    """Index the addresses of Weesp, as they are or changed, and list the current ones with their place."""
    from locatierisico.registers import bag
    from locatierisico.registers.bag_other_addresses import other_addresses
    from locatierisico.registers.geocoding.index import address_index

    raws = _extract(WEESP)
    tables = change(bag.read(raws, PEILDATUM).tables)
    index = address_index(tables, other_addresses(raws, tables, PEILDATUM), old_streets(tables))
    table = tables["verblijfsobjecten"]
    cells = {
        "straat": table["openbare_ruimte_naam"],
        "huisnummer": table["huisnummer"].astype(int).astype(str),
        "huisletter": table["huisletter"].fillna(""),
        "toevoeging": table["toevoeging"].fillna(""),
        "postcode": table["postcode"].fillna(""),
        "plaats": table["woonplaats_naam"],
    }
    return index, pd.DataFrame({**cells, "x": table.geometry.x, "y": table.geometry.y})


@cache
def _extract(path: Path) -> list[Raw]:
    from locatierisico.registers.bag_documents import read_extract

    return read_extract(path)


def old_streets(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Make up what every seventh street was called before."""
    names = sorted(tables["verblijfsobjecten"]["openbare_ruimte_naam"].unique())[::7]
    return pd.DataFrame({"old": [f"Raadhuis{name[::-1].lower()}pad" for name in names], "new": names})


def one_error(word: str, chance: Chance, kind: str) -> str:
    """Make one typing error in a word, not in its first letter, which people get right."""
    at = int(chance.integers(1, max(2, len(word) - 1)))
    letter = KEYBOARD[int(chance.integers(len(KEYBOARD)))]
    if kind == "transpose":
        return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return word[:at] + (letter if kind != "delete" else "") + word[at + (kind != "insert") :]


def typing_error(kind: str, times: int = 1) -> Callable[[Row, Chance], Row | None]:
    """Damage the street; half of the rows have lost their postcode."""

    def damage(row: Row, chance: Chance) -> Row | None:
        street = row["straat"]
        for _ in range(times):
            street = one_error(
                street, chance, kind or str(chance.choice(["insert", "delete", "substitute", "transpose"]))
            )
        return row | {"straat": street, "postcode": row["postcode"] if chance.random() < 0.5 else ""}

    return damage


def missing_letters(row: Row, chance: Chance) -> Row | None:
    """Leave out two letters that stand together."""
    street = row["straat"]
    at = int(chance.integers(1, max(2, len(street) - 2)))
    return row | {
        "straat": street[:at] + street[at + 2 :],
        "postcode": row["postcode"] if chance.random() < 0.5 else "",
    }


def abbreviated(row: Row, _: Chance) -> Row | None:
    """Shorten what town halls shorten."""
    street = row["straat"]
    for long, short in ABBREVIATIONS.items():
        street = street.replace(long, short)
    return row | {"straat": street, "postcode": ""} if street != row["straat"] else None


def respelled(row: Row, chance: Chance) -> Row | None:
    """Spell one sound otherwise."""
    fitting = [pair for pair in SPELLINGS if pair[0] in row["straat"][1:]]
    if not fitting:
        return None
    old, new = fitting[int(chance.integers(len(fitting)))]
    return row | {"straat": row["straat"][:1] + row["straat"][1:].replace(old, new, 1), "postcode": ""}


def written(row: Row, pattern: str) -> Row:
    """Write an address as one text."""
    number = row["huisnummer"] + row["huisletter"] + ("-" if row["toevoeging"] else "") + row["toevoeging"]
    code = f"{row['postcode'][:4]} {row['postcode'][4:]}".strip()
    return {"adres": pattern.format(straat=row["straat"], nummer=number, postcode=code, plaats=row["plaats"])}


def number_in_street(row: Row, _: Chance) -> Row | None:
    """Put the whole number in the cell of the street."""
    return {"straat": written(row, "{straat} {nummer}")["adres"], "postcode": row["postcode"], "plaats": row["plaats"]}


def one_cell(row: Row, _: Chance) -> Row | None:
    """Put number, letter and addition in the cell of the number."""
    number = written(row, "{nummer}")["adres"]
    return {"straat": row["straat"], "huisnummer": number, "plaats": row["plaats"]}


def wrong_digit(row: Row, chance: Chance) -> Row | None:
    """Change one digit of the postcode."""
    at = int(chance.integers(4))
    digit = str((int(row["postcode"][at]) + int(chance.integers(1, 10))) % 10) if row["postcode"] else ""
    return row | {"postcode": row["postcode"][:at] + digit + row["postcode"][at + 1 :]} if digit else None


def wrong_letter(row: Row, chance: Chance) -> Row | None:
    """Change one letter of the postcode."""
    at = int(chance.integers(4, 6))
    letter = KEYBOARD[int(chance.integers(26))].upper()
    return row | {"postcode": row["postcode"][:at] + letter + row["postcode"][at + 1 :]} if row["postcode"] else None


def misread(row: Row, _: Chance) -> Row | None:
    """Type O for 0 and l for 1 in the postcode, and leave the street out."""
    code = row["postcode"][:4].replace("0", "O").replace("1", "l") + " " + row["postcode"][4:].lower()
    return row | {"straat": "", "postcode": code} if row["postcode"] else None


def of_old_street(names: dict[str, str]) -> Callable[[Row, Chance], Row | None]:
    """Write the name the street had before, as the user's own table of old names tells it."""

    def damage(row: Row, _: Chance) -> Row | None:
        return row | {"straat": names[row["straat"]], "postcode": ""} if row["straat"] in names else None

    return damage


def damages(index: AddressIndex) -> dict[str, Callable[[Row, Chance], Row | None]]:
    """Give every kind of damage; None is a row this damage does not fit."""
    renamed = index.names[index.names["old"]]
    old = dict(zip(index.streets["name"].to_numpy()[renamed["street"]], renamed["name"], strict=True))
    return {
        "none, columns": lambda row, _: row,
        "none, one text": lambda row, _: written(row, "{straat} {nummer}, {postcode} {plaats}"),
        "none, town first": lambda row, _: written(row, "{plaats}, {straat} {nummer}"),
        "none, no comma": lambda row, _: written(row, "{straat} {nummer} {plaats}"),
        "only postcode and number": lambda row, _: row | {"straat": "", "plaats": ""} if row["postcode"] else None,
        "postcode lost": lambda row, _: row | {"postcode": ""},
        "postcode and town lost": lambda row, _: row | {"postcode": "", "plaats": ""},
        "one letter inserted": typing_error("insert"),
        "one letter lost": typing_error("delete"),
        "one letter changed": typing_error("substitute"),
        "two letters swapped": typing_error("transpose"),
        "two typing errors": typing_error("", 2),
        "two letters missing": missing_letters,
        "abbreviated": abbreviated,
        "spelled otherwise": respelled,
        "no accents or points": lambda row, _: (
            row | {"straat": row["straat"].replace(".", " ").replace("ë", "e").upper(), "postcode": ""}
        ),
        "number in street": number_in_street,
        "all in number": one_cell,
        "street and town swapped": lambda row, _: row | {"straat": row["plaats"], "plaats": row["straat"]},
        "postcode and town swapped": lambda row, _: row | {"postcode": row["plaats"], "plaats": row["postcode"]},
        "letter and addition swapped": lambda row, _: (
            row | {"huisletter": row["toevoeging"], "toevoeging": row["huisletter"]}
            if row["huisletter"] or row["toevoeging"]
            else None
        ),
        "postcode digit wrong": wrong_digit,
        "postcode letter wrong": wrong_letter,
        "O and l in postcode": misread,
        "old name of street": of_old_street(old),
    }


def letter_lost(row: Row, _: Chance) -> Row | None:
    """Leave out letter and addition."""
    lost = row | {"huisletter": "", "toevoeging": "", "postcode": ""}
    return lost if row["huisletter"] or row["toevoeging"] else None


def decoys(index: AddressIndex, streets: list[str]) -> dict[str, Callable[[Row, Chance], Row | None]]:
    """Give the ways to ask for what is not there."""
    held = index.addresses
    numbers = {
        (index.streets["name"].to_numpy()[street], number)
        for street, number in zip(held["street"], held["number"], strict=True)
    }
    coded = set(zip(held["postcode"], held["number"], strict=True))
    known = set(index.names["exact"])

    def other_number(row: Row, chance: Chance) -> Row | None:
        number = int(row["huisnummer"]) + int(chance.integers(-30, 60))
        if number < 1 or (row["straat"], number) in numbers:
            return None
        return row | {"huisnummer": str(number), "postcode": row["postcode"] if chance.random() < 0.5 else ""}

    def by_postcode(row: Row, chance: Chance) -> Row | None:
        number = int(row["huisnummer"]) + int(chance.integers(-30, 60))
        gone = number < 1 or (row["postcode"], number) in coded or not row["postcode"]
        return None if gone else row | {"straat": "", "plaats": "", "huisnummer": str(number)}

    def other_street(*, town: bool) -> Callable[[Row, Chance], Row | None]:
        def ask(row: Row, chance: Chance) -> Row | None:
            street = streets[int(chance.integers(len(streets)))]
            lost = {"straat": street, "postcode": "", "plaats": row["plaats"] if town else ""}
            key = "".join(letter for letter in street.lower() if letter.isalnum())
            return None if key in known else row | lost

        return ask

    def other_town(row: Row, chance: Chance) -> Row | None:
        return row | {"plaats": str(chance.choice(OTHER_TOWNS)), "postcode": ""}

    def other_letter(row: Row, chance: Chance) -> Row | None:
        return row | {"toevoeging": "Q" + str(int(chance.integers(1, 9))), "postcode": ""}

    def elsewhere(row: Row, chance: Chance) -> Row | None:
        return (
            row | {"postcode": f"{int(chance.integers(2000, 9999))}{row['postcode'][4:]}", "plaats": ""}
            if row["postcode"]
            else None
        )

    return {
        "number not in the street": other_number,
        "number not in the postcode": by_postcode,
        "letter not at the number": other_letter,
        "same street, other town": other_town,
        "same street, postcode of elsewhere": elsewhere,
        "street that is not there, no town": other_street(town=False),
        "street that is not there, said to be in Weesp": other_street(town=True),
    }


def other_streets(known: Collection[str]) -> list[str]:
    """Make up the streets of another town, of what Dutch streets are mostly called after."""
    return sorted({stem + kind for stem in STEMS.split() for kind in KINDS} - set(known))


def larger(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give a Weesp with some hundreds of streets more, each with forty numbers, named much like its own."""
    import shapely

    from locatierisico.registers.tables import canonical

    known = tables["verblijfsobjecten"]
    streets = other_streets(set(known["openbare_ruimte_naam"]))
    count = len(streets) * NUMBERS
    places = np.random.default_rng(5).uniform((140_000, 480_000), (145_000, 485_000), (count, 2))
    codes = [f"{1385 + at // 200}{'ABCDEGHJKL'[at // 20 % 10]}{'ABCDEGHJKLMNPRSTVWXZ'[at % 20]}" for at in range(count)]
    columns = {
        "identificatie": [f"0457019{at:09d}" for at in range(count)],
        "openbare_ruimte_naam": np.repeat(streets, NUMBERS),
        "huisnummer": np.tile(np.arange(1, NUMBERS + 1), len(streets)),
        "postcode": np.repeat(codes[: len(streets)], NUMBERS),
        "woonplaats_naam": ["Weesp"] * count,
    }
    more = canonical("verblijfsobjecten", columns, shapely.points(places))
    return {**tables, "verblijfsobjecten": pd.concat([known, more], ignore_index=True)}


def draw(
    table: pd.DataFrame, damage: Callable[[Row, Chance], Row | None], chance: Chance, n: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw addresses and damage them; give the damaged cells and the true rows beside them."""
    rows, true = [], []
    for at in chance.permutation(len(table)).tolist():
        row = {name: str(table[name].iloc[at]) for name in table.columns if name not in ("x", "y")}
        made = damage(row, chance)
        if made is not None:
            rows.append(made)
            true.append(at)
        if len(rows) == n:
            break
    return pd.DataFrame(rows).replace("", None), table.iloc[true].reset_index(drop=True)


def plain_join(asked: pd.DataFrame, table: pd.DataFrame) -> np.ndarray:
    """Join on the columns as they are, by postcode and number, else by street, number and town; give x and y."""
    number = ["huisnummer", "huisletter", "toevoeging"]
    given = asked.reindex(columns=[*number, "straat", "postcode", "plaats"]).fillna("")
    found = np.full((len(asked), 2), np.nan)
    for by in (["postcode"], ["straat", "plaats"]):
        keys = [*by, *number]
        held = table.drop_duplicates(keys, keep=False)
        held = held[(held[by] != "").all(axis=1)]
        joined = given.merge(held, on=keys, how="left")[["x", "y"]].to_numpy()
        found = np.where(np.isnan(found), joined, found)
    return found


def measure(
    index: AddressIndex,
    table: pd.DataFrame,
    kinds: dict[str, Callable[[Row, Chance], Row | None]],
    n: int = DRAWN,
    seed: int = 1,
) -> list[Outcome]:
    """Ask for damaged addresses, kind by kind."""
    from locatierisico.registers.geocoding.matching import locate

    outcomes = []
    for number, (kind, damage) in enumerate(kinds.items()):
        asked, true = draw(table, damage, np.random.default_rng([seed, number]), n)
        found = locate(asked, index)[["x", "y"]].to_numpy()
        joined = plain_join(asked, table)
        place = true[["x", "y"]].to_numpy()
        right, joined_right = (np.hypot(*(one - place).T) <= NEAR for one in (found, joined))
        placed, was_joined = ((~np.isnan(one[:, 0])) for one in (found, joined))
        outcomes.append(
            Outcome(
                kind, len(asked), int(placed.sum()), int(right.sum()), int(was_joined.sum()), int(joined_right.sum())
            )
        )
    return outcomes


def total(outcomes: list[Outcome]) -> Outcome:
    """Add up."""
    fields = ("asked", "placed", "right", "joined", "joined_right")
    return Outcome("total", *(sum(getattr(one, name) for one in outcomes) for name in fields))


def show(outcomes: list[Outcome]) -> None:
    """Print one line per kind."""
    print(
        f"{'damage':<32}{'asked':>7}{'placed':>8}{'precision':>11}{'recall':>8}"
        f"   exact join: {'precision':>9}{'recall':>8}"
    )
    for one in outcomes:
        join = one.joined_right / one.joined if one.joined else float("nan")
        print(
            f"{one.kind:<32}{one.asked:>7}{one.placed:>8}{one.precision:>11.4f}{one.recall:>8.3f}"
            f"   {'':>11} {join:>9.3f}{one.joined_right / one.asked:>8.3f}"
        )


def show_decoys(outcomes: list[Outcome]) -> None:
    """Print how many of what is not there got a place."""
    print(f"\n{'what is not there':<48}{'asked':>7}{'placed':>8}{'share':>9}   exact join: {'placed':>6}")
    for one in outcomes:
        print(f"{one.kind:<48}{one.asked:>7}{one.placed:>8}{one.placed / one.asked:>9.4f}   {'':>11} {one.joined:>6}")


def speed(index: AddressIndex, table: pd.DataFrame) -> None:
    """Time many rows, a tenth of them damaged."""
    from locatierisico.registers.geocoding.matching import locate

    chance = np.random.default_rng(7)
    rows = table.sample(MANY, replace=True, random_state=3).drop(columns=["x", "y"]).reset_index(drop=True)
    hit = chance.random(MANY) < 0.1
    rows.loc[hit, "straat"] = [one_error(name, chance, "substitute") for name in rows.loc[hit, "straat"]]
    start = time.perf_counter()
    found = locate(rows.replace("", None), index)
    seconds = time.perf_counter() - start
    print(f"\n{MANY:,} rows, a tenth with a typing error: {seconds:.1f} s, {found['x'].notna().mean():.1%} placed")


def main() -> None:
    """Print precision and recall per kind of damage, false places, and time."""
    if not WEESP.is_file():
        sys.exit(f"There is no BAG of Weesp at {WEESP}.")
    index, table = weesp()
    outcomes = measure(index, table, damages(index))
    show([*outcomes, total(outcomes)])
    print("\nNot in the total: a letter or addition left out names another address, and that is where it is put.")
    show(measure(index, table, {"letter or addition lost": letter_lost}))
    false = measure(index, table, decoys(index, other_streets(set(table["straat"]))))
    show_decoys([*false, total(false)])
    speed(index, table)
    index, table = weesp(larger)
    print(f"\nThe same with {len(index.streets):,} streets and {len(table):,} addresses, the names more alike.")
    outcomes = measure(index, table, damages(index))
    show([*outcomes, total(outcomes)])
    speed(index, table)


if __name__ == "__main__":
    main()
