"""The door that keeps persons out, tested in both directions."""

from __future__ import annotations

import pandas as pd
import pytest

from locatierisico.registers.tables import TABLES
from locatierisico.safeguards.door import is_personal, names_person, without_persons
from locatierisico.safeguards.messages import Severity, say

PERSONAL = """
bsn BSN bsn_nummer burgerservicenummer geboortedatum GEBOORTEDAT geboorteplaats geboorteland geslacht geslachtsnaam
geslachtsaanduiding
nationaliteit nationaliteiten herkomst_persoon persoon_herkomst herkomstland herkomst_land etniciteit
leeftijd leeftijd_jaren Leeftijdscategorie uitkering soort_uitkering eigenaar naam_eigenaar EIGENAAR_NM
belanghebbendeEigenaar belanghebbendeGebruiker heeftBelanghebbende gebruiker naamGebruiker verdachte verdachte_id
dader daderId slachtoffer slachtoffers kenteken KENTEKEN_1 telefoon telefoonnummer tel tel_nr mobiel e-mail e_mail email
emailadres E-mailadres voornaam voornamen achternaam voorletters tussenvoegsel initialen bewoner bewoners_naam huurder
verhuurder contactpersoon persoon persoonsnummer person_id rsin handelsnaam melder melder_naam aangever getuige
first_name firstName lastName surname full_name gender sex date_of_birth birthdate dateOfBirth nationality ethnicity age
owner owner_name OwnerName suspect suspect_id offender victim victimAge licence_plate license_plate LicensePlate
phone phone_number mobile telephone passport_no tenant resident residents a_nummer anummer IBAN
"""
ACCENTED = ["Geslácht", "Naam eigenaar", "e mail", "Naam Verdachte"]

OF_PLACES = """
openbare_ruimte_naam openbare_ruimte_naam_kort woonplaats_naam woonplaats buurtnaam wijknaam gemeentenaam gem_naam
GM_NAAM
gebruiksdoel gebruiksdoelen gebruikscode plus-functieWegdeel wegbehnaam wegbehsrt WEGBEHSRT stt_naam STT_NAAM PLAN_NAAM
naam name plaatsnaam straatnaam herkomst bron soort kind type_incident bouwjaar oorspronkelijkBouwjaar building_age
bronhouder bronhouder_naam bronhouder_identificatie status pandstatus huisletter huisnummer toevoeging postcode
identificatie lokaal_id relatieve_hoogteligging wozobjectnummer vastgesteldeWaarde waardepeildatum grondoppervlakte
soortObjectCode meegetaxeerdeOppervlakteGebouwd codeGebouwdOngebouwd adresseerbaarObjectIdentificaties
nummeraanduiding_hoofdadres_identificatie sbi datum_vestiging datum_opheffing leeg_sinds lijst datum begin eind
rijrichting baansubsoort jte_id_beg distrnaam dienstnaam objecttype documentnummer mailbox_type terras terrasvergunning
residential_area
begin_geldigheid stedelijkheidsklasse omgevingsadressendichtheid indelingswijziging_wijken_en_buurten
RIN_NUMMER BEDRIJVENT KERN OPPBRUTO telling hotel kastelen sexe_bedrijf_nvt_x percentage subjectcode
verantwoordelijkeGemeente locatieOmschrijving geometrie2dWegdeel LV-publicatiedatum plus_status openlr alt_naam
"""


@pytest.mark.parametrize("name", [*PERSONAL.split(), *ACCENTED])
def test_persons_stay_outside(name: str) -> None:
    assert is_personal(name)


@pytest.mark.parametrize("name", OF_PLACES.split())
def test_places_come_in(name: str) -> None:
    assert not is_personal(name)


def test_no_column_of_a_canonical_table_is_a_person() -> None:
    assert not [column for table in TABLES.values() for column in table.columns if is_personal(column)]


def test_the_columns_go_and_are_named_and_the_rest_stays() -> None:
    frame = pd.DataFrame({"identificatie": ["1"], "Naam eigenaar": ["A. B."], "bsn": ["111222333"], "status": ["x"]})
    kept, (message,) = without_persons(frame, "woz.csv")
    assert list(kept.columns) == ["identificatie", "status"]
    assert message.severity is Severity.WARNING
    assert say(message, "nl") == (
        "woz.csv: kolommen over personen, weggelaten en niet gelezen: 2 (Naam eigenaar, bsn)."
    )
    assert "A. B." not in say(message, "en")
    assert list(frame.columns) == ["identificatie", "Naam eigenaar", "bsn", "status"]


def test_nothing_to_say_when_nothing_goes() -> None:
    frame = pd.DataFrame({"identificatie": ["1"]})
    kept, messages = without_persons(frame, "pand.gpkg")
    assert kept is frame
    assert messages == []


def test_columns_that_hold_contacts_or_bsn_are_dropped_whatever_their_name() -> None:
    frame = pd.DataFrame(
        {
            "identificatie": ["0457100000000001", "0457100000000002", "0457100000000003", "0457100000000004"],
            "bron": ["j.jansen@voorbeeld.nl", "wijkteam", None, "wijkteam"],
            "melding": ["06-12345678", "+31 (0)20 1234567", "0201234567", "bel 0031612345678"],
            "kenmerk": ["111222333", 123456782, "123456782", "999990019"],
            "volgnummer": [100000001, 100000002, 100000003, 100000004],
            "datum": ["05-03-2021", "2021-03-05 10:00", "20210305", "5 maart 2021"],
            "begin": ["03-09-2022 05:03", "06-09-2022 05:03", "06 09 2022 05.03", "2022-09-06T05:03"],
            "rd": ["131000.123", "481000.456", "0.123456789012", "131500"],
        }
    )
    kept, messages = without_persons(frame, "lijst.csv")
    assert list(kept.columns) == ["identificatie", "volgnummer", "datum", "begin", "rd"]
    assert [message.code for message in messages] == ["door_values"]
    assert messages[0].values["columns"] == "bron, melding, kenmerk"


def test_one_number_in_eleven_is_no_column_of_bsn() -> None:
    numbers = pd.Series(range(600_000_000, 600_002_000))
    kept, messages = without_persons(pd.DataFrame({"wvk_id": numbers, "jte_id": numbers.astype(str)}), "nwb")
    assert list(kept.columns) == ["wvk_id", "jte_id"]
    assert messages == []


def test_a_cell_of_megabytes_is_looked_at_no_further_than_its_beginning() -> None:
    frame = pd.DataFrame({"soort": ["inbraak", "7" * 5_000_000]})
    assert without_persons(frame, "x.csv")[1] == []
    assert not names_person("a" * 5_000_000)
