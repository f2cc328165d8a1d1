"""Acts of this layer: besluiten, meetings and their agendas, actiepunten, signalen, aanbevelingen."""

from governance.services.aanbevelingen import volg_op
from governance.services.aanwezigheid import leg_aanwezigheid_vast
from governance.services.actiepunten import bewerk_actiepunt, geef_actiepunt, heropen_actiepunt, sluit_actiepunt
from governance.services.activiteiten import (
    bewerk_activiteit,
    maak_agenda_adres,
    organisaties_van,
    trek_agenda_adres_in,
    zet_in_agenda,
)
from governance.services.agenda import bewerk_punt, haal_weg, merk_van_agenda, verschuif, zet_op_agenda, zet_op_plek
from governance.services.agenderen import agendeer
from governance.services.besluiten import bewerk_besluit, neem_besluit, stel_vast
from governance.services.focus import bewaar_focus, zetels_in_bestuur
from governance.services.gevolgen import haal_gevolg_weg, stel_gevolg_voor, voer_door
from governance.services.leden import beantwoord_reactie, meld_aan, reageer, verbeter_verslag, zet_reactietermijn
from governance.services.signalen import (
    bewerk_signaal,
    dien_signaal_in,
    mag_indienen,
    mag_stap,
    stappen_voor,
    zet_signaal,
)
from governance.services.stukken import bewerk_stuk, haal_stuk_weg, verschuif_stuk, voeg_stuk_toe
from governance.services.vastleggen import leg_punt_vast, noteer_actiepunt
from governance.services.vergaderingen import (
    bewerk_vergadering,
    maak_vergadering,
    mogelijk,
    verplaats_vergadering,
    zet_stand,
)
from governance.services.versies import Gewijzigd

__all__ = [
    "Gewijzigd",
    "agendeer",
    "beantwoord_reactie",
    "bewaar_focus",
    "bewerk_actiepunt",
    "bewerk_activiteit",
    "bewerk_besluit",
    "bewerk_punt",
    "bewerk_signaal",
    "bewerk_stuk",
    "bewerk_vergadering",
    "dien_signaal_in",
    "geef_actiepunt",
    "haal_gevolg_weg",
    "haal_stuk_weg",
    "haal_weg",
    "heropen_actiepunt",
    "leg_aanwezigheid_vast",
    "leg_punt_vast",
    "maak_agenda_adres",
    "maak_vergadering",
    "mag_indienen",
    "mag_stap",
    "meld_aan",
    "merk_van_agenda",
    "mogelijk",
    "neem_besluit",
    "noteer_actiepunt",
    "organisaties_van",
    "reageer",
    "sluit_actiepunt",
    "stappen_voor",
    "stel_gevolg_voor",
    "stel_vast",
    "trek_agenda_adres_in",
    "verbeter_verslag",
    "verplaats_vergadering",
    "verschuif",
    "verschuif_stuk",
    "voeg_stuk_toe",
    "voer_door",
    "volg_op",
    "zet_in_agenda",
    "zet_op_agenda",
    "zet_op_plek",
    "zet_reactietermijn",
    "zet_signaal",
    "zet_stand",
    "zetels_in_bestuur",
]
