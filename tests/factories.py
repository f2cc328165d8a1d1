"""Plain factories: each makes one valid record, with what the test says and sensible values for the rest."""

import hashlib
from datetime import timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from acties.models import (
    Actie,
    Betrokkenheid,
    Geldstroom,
    Mijlpaal,
    Onderdeel,
    Prestatie,
    Status,
    Verhaal,
    Voortgang,
    Zichtbaarheid,
)
from governance.models import (
    Aanbeveling,
    Actiepunt,
    Activiteit,
    Agendapunt,
    Besluit,
    Gevolg,
    Lidmaatschap,
    Overlegorgaan,
    Signaal,
    Stuk,
    Vergadering,
)
from monitor.bevriezen import controlegetal
from monitor.importeren.koppelen import Koppeling
from monitor.importeren.tabel import Gebiedenlijst, lees_rijen
from monitor.models import (
    Importbestand,
    Indicator,
    Meting,
    OpgaveStand,
    Publicatie,
    Rapportageronde,
    editie,
)
from opgaven.models import Bemensing, Doel, Gebied, Opgave, Programma, Uitvoeringsplan
from sterkvoornoord.models import Gebruiker, Partner, PartnerAlias

WACHTWOORD = "een-lang-wachtwoord"
# Starts high, so that no record gets a number that a test gives to another, such as 3.22.
_teller = count(1000)


def _bewaar(rij):
    # Uniqueness and constraints are for the database: it refuses on its own, and asking first is a query for each.
    rij.full_clean(validate_unique=False, validate_constraints=False)
    rij.save()
    return rij


def maak_partner(*, aliassen: tuple[str, ...] = (), **kw) -> Partner:
    nr = next(_teller)
    kw.setdefault("naam", f"Partner {nr}")
    kw.setdefault("slug", f"partner-{nr}")
    kw.setdefault("soort", Partner.Soort.ORGANISATIE)
    partner = _bewaar(Partner(**kw))
    for naam in aliassen:
        _bewaar(PartnerAlias(partner=partner, naam=naam))
    return partner


def maak_gebruiker(**kw) -> Gebruiker:
    nr = next(_teller)
    kw.setdefault("email", f"gebruiker{nr}@sterkvoornoord.example")
    kw.setdefault("functie", f"Functie {nr}")
    return Gebruiker.objects.create_user(password=WACHTWOORD, **kw)


def maak_programma(**kw) -> Programma:
    kw.setdefault("naam", "Sterk voor Noord")
    kw.setdefault("slug", "sterk-voor-noord")
    kw.setdefault("ambitie", "Noord doet het even goed als de rest van de gemeente.")
    kw.setdefault("startjaar", 2021)
    kw.setdefault("eindjaar", 2041)
    kw.setdefault("gebied", "Leidschendam-Noord")
    return _bewaar(Programma(**kw))


def maak_opgave(**kw) -> Opgave:
    nummer = kw.setdefault("nummer", 1)
    bestaand = Opgave.objects.filter(nummer=nummer).first()
    if bestaand:
        return bestaand
    kw.setdefault("code", {1: "JO", 2: "FZ", 3: "FVW"}.get(nummer, f"O{nummer}"))
    kw.setdefault("naam", f"Opgave {nummer}")
    kw.setdefault("slug", f"opgave-{nummer}")
    kw.setdefault("ambitie", "Het gaat beter.")
    return _bewaar(Opgave(**kw))


def maak_doel(**kw) -> Doel:
    opgave = kw["opgave"] = kw.get("opgave") or maak_opgave()
    volgnummer = kw.setdefault("volgnummer", opgave.doelen.count() + 1)
    kw.setdefault("nummer", f"{opgave.nummer}.{volgnummer}")
    kw.setdefault("titel", f"Doel {kw['nummer']} wordt gehaald")
    kw.setdefault("korte_naam", f"Doel {kw['nummer']}")
    return _bewaar(Doel(**kw))


def maak_plan(**kw) -> Uitvoeringsplan:
    nr = next(_teller)
    kw["opgave"] = kw.get("opgave") or maak_opgave()
    kw.setdefault("naam", f"Uitvoeringsplan {nr}")
    kw.setdefault("korte_naam", f"Plan {nr}")
    kw.setdefault("slug", f"plan-{nr}")
    return _bewaar(Uitvoeringsplan(**kw))


def maak_gebied(**kw) -> Gebied:
    nr = next(_teller)
    kw.setdefault("naam", f"Wijk {nr}")
    kw.setdefault("slug", f"wijk-{nr}")
    kw.setdefault("soort", Gebied.Soort.WIJK)
    kw.setdefault("cbs_code", f"WK{nr:06}")
    return _bewaar(Gebied(**kw))


def maak_actie(*, opgave: Opgave | None = None, penvoerder: Partner | None = None, **kw) -> Actie:
    if "plan" not in kw:
        opgave = opgave or maak_opgave()
        kw["plan"] = opgave.plannen.first() or maak_plan(opgave=opgave)
    nr = next(_teller)
    opgave_nummer = kw["plan"].opgave.nummer
    kw.setdefault("nummer", f"{opgave_nummer}.{nr:02}")
    kw.setdefault("nummer_sortering", opgave_nummer * 100_000 + nr)
    kw.setdefault("titel", f"Actie {nr}")
    kw.setdefault("status", Status.IN_UITVOERING)
    kw.setdefault("zichtbaarheid", Zichtbaarheid.OPENBAAR)
    actie = _bewaar(Actie(**kw))
    if penvoerder:
        maak_betrokkenheid(actie=actie, partner=penvoerder, rol=Betrokkenheid.Rol.PENVOERDER)
    return actie


def maak_betrokkenheid(**kw) -> Betrokkenheid:
    kw.setdefault("partner", None) or kw.update(partner=maak_partner())
    kw.setdefault("rol", Betrokkenheid.Rol.DEELNEMER)
    return _bewaar(Betrokkenheid(**kw))


def maak_bemensing(**kw) -> Bemensing:
    kw.setdefault("partner", None) or kw.update(partner=maak_partner())
    kw.setdefault("rol", Bemensing.Rol.PROJECTLEIDER)
    return _bewaar(Bemensing(**kw))


def maak_voortgang(**kw) -> Voortgang:
    """A stored report as such; use the service `meld_voortgang` where the actie has to follow it."""
    kw.setdefault("status", kw["actie"].status)
    kw.setdefault("gemeld_als", kw["gemeld_door"].functie)
    return _bewaar(Voortgang(**kw))


def maak_onderdeel(**kw) -> Onderdeel:
    kw.setdefault("titel", f"Onderdeel {next(_teller)}")
    return _bewaar(Onderdeel(**kw))


def maak_prestatie(**kw) -> Prestatie:
    kw.setdefault("omschrijving", f"Prestatie {next(_teller)}")
    kw.setdefault("waarde", 8)
    return _bewaar(Prestatie(**kw))


def maak_mijlpaal(**kw) -> Mijlpaal:
    kw.setdefault("titel", f"Mijlpaal {next(_teller)}")
    return _bewaar(Mijlpaal(**kw))


def maak_geldstroom(*, ontvangers=(), **kw) -> Geldstroom:
    kw["opgave"] = kw.get("opgave") or kw["actie"].plan.opgave
    kw.setdefault("bron", "Gemeente")
    geldstroom = _bewaar(Geldstroom(**kw))
    geldstroom.ontvangers.set(ontvangers)
    return geldstroom


def maak_verhaal(*, acties=(), **kw) -> Verhaal:
    nr = next(_teller)
    kw.setdefault("titel", f"Verhaal {nr}")
    kw.setdefault("wie", "een bewoner")
    kw.setdefault("tekst", f"Wat een bewoner vertelde ({nr}).")
    verhaal = _bewaar(Verhaal(**kw))
    verhaal.acties.set(acties)
    return verhaal


def maak_orgaan(**kw) -> Overlegorgaan:
    nr = next(_teller)
    kw.setdefault("naam", f"Overleg {nr}")
    kw.setdefault("slug", f"overleg-{nr}")
    kw.setdefault("soort", Overlegorgaan.Soort.BESTUUR)
    return _bewaar(Overlegorgaan(**kw))


def maak_lidmaatschap(**kw) -> Lidmaatschap:
    kw["orgaan"] = kw.get("orgaan") or maak_orgaan()
    kw.setdefault("functie", "Bestuurder")
    return _bewaar(Lidmaatschap(**kw))


def maak_vergadering(**kw) -> Vergadering:
    kw["orgaan"] = kw.get("orgaan") or maak_orgaan()
    kw.setdefault("nummer", f"AB-V{next(_teller)}")
    kw.setdefault("datum", timezone.localdate())
    kw.setdefault("status", Vergadering.Status.UITGENODIGD)
    return _bewaar(Vergadering(**kw))


def maak_agendapunt(**kw) -> Agendapunt:
    if "orgaan" not in kw:
        kw["vergadering"] = kw.get("vergadering") or maak_vergadering()
    kw.setdefault("titel", f"Agendapunt {next(_teller)}")
    return _bewaar(Agendapunt(**kw))


def maak_stuk(**kw) -> Stuk:
    """A paper that says it is a PDF; `inhoud` is what its file holds."""
    kw["agendapunt"] = kw.get("agendapunt") or maak_agendapunt()
    inhoud = kw.pop("inhoud", f"%PDF-1.7 voorbeeld {next(_teller)}".encode())
    kw.setdefault("titel", f"Voorstel {next(_teller)}")
    kw.setdefault("soort", Stuk.Soort.PDF)
    kw.setdefault("grootte", len(inhoud))
    kw.setdefault("sha256", hashlib.sha256(inhoud).hexdigest())
    kw.setdefault("toegevoegd_op", timezone.now())
    stuk = Stuk(**kw)
    stuk.bestand.save("stuk.pdf", ContentFile(inhoud), save=False)
    return _bewaar(stuk)


def maak_besluit(**kw) -> Besluit:
    """A vastgesteld besluit; the number comes from no series, use `neem_besluit` where that matters."""
    nr = next(_teller)
    if vergadering := kw.get("vergadering"):
        kw["orgaan"] = vergadering.orgaan
    kw["orgaan"] = kw.get("orgaan") or maak_orgaan()
    kw.setdefault("nummer", f"AB-2024-{nr}")
    kw.setdefault("datum", timezone.localdate())
    kw.setdefault("titel", f"Besluit {nr}")
    kw.setdefault("tekst", f"Het overleg besluit ({nr}).")
    kw.setdefault("uitkomst", Besluit.Uitkomst.CONFORM)
    kw.setdefault("status", Besluit.Status.VASTGESTELD)
    return _bewaar(Besluit(**kw))


def maak_gevolg(**kw) -> Gevolg:
    """What a concept changes: the actie is finished, unless the test says otherwise."""
    kw.setdefault("soort", Gevolg.Soort.STATUS)
    if kw["soort"] == Gevolg.Soort.STATUS:
        kw.setdefault("status", Status.AFGEROND)
    return _bewaar(Gevolg(**kw))


def maak_actiepunt(**kw) -> Actiepunt:
    nr = next(_teller)
    kw.setdefault("nummer", f"AP-2024-{nr}")
    kw.setdefault("tekst", f"Doe dit ({nr}).")
    kw.setdefault("functie", "Programmamanager")
    return _bewaar(Actiepunt(**kw))


def maak_signaal(**kw) -> Signaal:
    """A signaal that was raised; use `dien_signaal_in` where its log matters."""
    nr = next(_teller)
    kw["indiener"] = kw.get("indiener") or maak_gebruiker()
    kw.setdefault("nummer", f"SG-2024-{nr}")
    kw.setdefault("titel", f"Signaal {nr}")
    kw.setdefault("wat", f"Dit is te zien ({nr}).")
    kw.setdefault("ingediend_als", kw["indiener"].functie)
    kw.setdefault("ingediend_op", timezone.now())
    return _bewaar(Signaal(**kw))


def maak_activiteit(*, gebieden=(), **kw) -> Activiteit:
    nr = next(_teller)
    kw["partner"] = kw.get("partner") or maak_partner()
    kw.setdefault("titel", f"Activiteit {nr}")
    kw.setdefault("dag", timezone.localdate() + timedelta(days=3))
    kw.setdefault("plaats", "Buurtkamer")
    activiteit = _bewaar(Activiteit(**kw))
    activiteit.gebieden.set(gebieden)
    return activiteit


def maak_aanbeveling(**kw) -> Aanbeveling:
    nr = next(_teller)
    kw.setdefault("nummer", f"A-{nr}")
    kw.setdefault("titel", f"Aanbeveling {nr}")
    kw.setdefault("tekst", f"Doe dit voortaan ({nr}).")
    kw.setdefault("soort", Aanbeveling.Soort.AANBEVELING)
    kw.setdefault("thema", Aanbeveling.Thema.BESTUUR)
    kw.setdefault("paragrafen", "2.5")
    return _bewaar(Aanbeveling(**kw))


def maak_publicatie(**kw) -> Publicatie:
    """An edition of today; a ready one, which it is by default, has a file of a few bytes.

    With fase "vastgesteld" or "gepubliceerd" it has been adopted; the day on which it is public is `publicatiedatum`,
    by default today.
    """
    nu = timezone.now()
    status = kw.setdefault("status", Publicatie.Status.GEREED)
    for veld, waarde in {**editie(timezone.localdate()), "gestart_op": nu, "hartslag": nu}.items():
        kw.setdefault(veld, waarde)
    if status not in Publicatie.LOPEND:
        kw.setdefault("klaar_op", nu + timedelta(seconds=9))
    fase, besluit = kw.pop("fase", Publicatie.Fase.CONCEPT), kw.pop("besluit", None)
    publicatie = Publicatie(**kw)
    if status == Publicatie.Status.GEREED:
        publicatie.inhoud, publicatie.voortgang = kw.get("inhoud") or {"schema": 1}, 100
        publicatie.inhoud_sha256 = controlegetal(publicatie.inhoud)
        publicatie.aantal_acties, publicatie.bladzijden, publicatie.bestand_grootte = 65, 42, 348_700
        publicatie.bestand.save("publicaties/proef.pdf", ContentFile(b"%PDF-1.7 proef"), save=False)
        if publicatie.soort == Publicatie.Soort.PROJECTENBOEK:
            publicatie.kort_bladzijden, publicatie.kort_grootte = 8, 120_400
            publicatie.kort_bestand.save("publicaties/proef-kort.pdf", ContentFile(b"%PDF-1.7 kort"), save=False)
    if fase != Publicatie.Fase.CONCEPT:
        _stel_vast(publicatie, fase, besluit or maak_besluit())
    return _bewaar(publicatie)


def _stel_vast(publicatie: Publicatie, fase: str, besluit: Besluit) -> None:
    door = publicatie.aangevraagd_door
    publicatie.fase, publicatie.besluit, publicatie.vastgesteld_op = fase, besluit, timezone.now()
    publicatie.vastgesteld_door, publicatie.vastgesteld_als = door, door.functie
    publicatie.bestand_sha256 = hashlib.sha256(b"%PDF-1.7 proef").hexdigest()
    publicatie.kort_sha256 = hashlib.sha256(b"%PDF-1.7 kort").hexdigest() if publicatie.kort_bestand else ""
    if fase == Publicatie.Fase.GEPUBLICEERD:
        publicatie.publicatiedatum = publicatie.publicatiedatum or timezone.localdate()
        publicatie.gepubliceerd_op, publicatie.gepubliceerd_door = timezone.now(), door
        publicatie.gepubliceerd_als = door.functie


def maak_ronde(**kw) -> Rapportageronde:
    """A round of the half year of today, open unless said otherwise; its peildatum is three weeks from now."""
    vandaag = timezone.localdate()
    deze = editie(vandaag)
    kw.setdefault("naam", f"ronde {next(_teller)}")
    kw.setdefault("periode_van", deze["periode_van"])
    kw.setdefault("periode_tot", deze["periode_tot"])
    kw.setdefault("vanaf", vandaag - timedelta(days=7))
    kw.setdefault("peildatum", vandaag + timedelta(days=21))
    kw.setdefault("deadline", kw["peildatum"])
    return _bewaar(Rapportageronde(**kw))


def maak_opgavestand(**kw) -> OpgaveStand:
    """An empty stand, as it is before anybody filled in anything."""
    if "ronde" not in kw:
        kw["ronde"] = maak_ronde()
    if "opgave" not in kw:
        kw["opgave"] = maak_opgave()
    return _bewaar(OpgaveStand(**kw))


def maak_indicator(**kw) -> Indicator:
    nr = next(_teller)
    kw.setdefault("doel", None) or kw.update(doel=maak_doel())
    kw.setdefault("code", f"indicator-{nr}")
    kw.setdefault("naam", f"Indicator {nr}")
    kw.setdefault("eenheid", "%")
    kw.setdefault("richting", "hoger")
    kw.setdefault("hoofd", True)
    return _bewaar(Indicator(**kw))


def maak_meting(**kw) -> Meting:
    if "waarde" not in kw and "reden" not in kw:
        kw["waarde"] = 50
    kw.setdefault("peiljaar", 2024)
    kw.setdefault("bron", "CBS")
    return _bewaar(Meting(**kw))


def maak_importvoorbeeld(**kw) -> Importbestand:
    """A file with a line of every kind but a fault: new, changed, equal, doubtful, skipped."""
    indicator = Indicator.objects.first() or maak_indicator()
    wijk = Gebied.objects.filter(soort=Gebied.Soort.WIJK).first() or maak_gebied()
    for jaar, waarde in ((2018, 20), (2019, 21)):
        maak_meting(indicator=indicator, gebied=wijk, peiljaar=jaar, waarde=waarde, bron="Importproef", geldt=False)
    rijen = [["Gebied", "Jaar", indicator.naam], ["Nederland", "2019", "20"]]
    waarden = ("20", "22", "23", "123", "")
    rijen += [[wijk.naam, str(jaar), waarde] for jaar, waarde in enumerate(waarden, start=2018)]
    koppeling = Koppeling(gebied=0, bron="Importproef", jaarkolom=1, kolommen={2: indicator.code})
    return maak_importbestand(rijen, koppeling=koppeling, **kw)


def maak_importbestand(rijen: list[list[str]], *, koppeling=None, **kw) -> Importbestand:
    """A file of which the cells are given, head first, as it waits to be looked at."""
    tabel = lees_rijen(rijen, soort="csv", gebieden=Gebiedenlijst.uit_database())
    kw.setdefault("naam", "cijfers.csv")
    kw.setdefault("grootte", 1_000)
    kw.setdefault("sha256", "0" * 64)
    kw.setdefault("door_als", "Programmamanager")
    return _bewaar(Importbestand(inhoud=tabel.als_json(), koppeling=koppeling.als_json() if koppeling else None, **kw))
