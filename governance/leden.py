"""What a page shows of the answers of members: who is expected, and what they said of the verslag."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from governance.aanwezigen import Aanwezigen
from governance.models import Aanmelding, Lidmaatschap, Vergadering, Verslagreactie
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

NAKIJKEN = (Vergadering.Status.CONCEPT_BESLUITENLIJST, Vergadering.Status.VASTGESTELD, Vergadering.Status.GEPUBLICEERD)


@dataclass(frozen=True)
class Telling:
    """How far the members are with a verslag, for who handles it."""

    akkoord: int = 0
    wacht: int = 0
    beantwoord: int = 0
    zweeg: int = 0


@dataclass
class Ledenpaneel:
    """What one reader may do and see on the page of a meeting."""

    #: The reader is invited and can say whether he comes; `mijn_komst` is what he said.
    vraagt_komst: bool = False
    mijn_komst: Aanmelding | None = None
    #: The reader may know who is expected.
    toont_verwacht: bool = False
    #: The reader is a member and the verslag is there to be read; `mijn_reactie` is what he said of it.
    vraagt_reactie: bool = False
    mijn_reactie: Verslagreactie | None = None
    telling: Telling | None = None


def paneel_voor(vergadering: Vergadering, aanwezigen: Aanwezigen, gebruiker: Gebruiker) -> Ledenpaneel:
    """The panel of `gebruiker`, of what was read already."""
    rollen, paneel = rollen_van(gebruiker), Ledenpaneel()
    eigen = [rij for rij in aanwezigen.zetels if rij.lid.gebruiker_id == gebruiker.pk]
    if vergadering.status == Vergadering.Status.UITGENODIGD:
        hier = [rij for rij in eigen if rij.lid.geldt_op(vergadering.datum)]
        paneel.vraagt_komst = bool(hier)
        paneel.mijn_komst = hier[0].komst if hier else None
        paneel.toont_verwacht = bool(hier) or rollen.ziet_alles
    if vergadering.status in NAKIJKEN:
        vandaag = timezone.localdate()
        paneel.vraagt_reactie = any(rij.lid.geldt_op(vandaag) for rij in eigen)
        if paneel.vraagt_reactie:
            paneel.mijn_reactie = eigen[0].reactie
        if rollen.ziet_alles:
            reacties = {rij.reactie.pk: rij.reactie for rij in aanwezigen.zetels if rij.reactie}
            leden = [rij.lid for rij in aanwezigen.zetels if rij.lid.geldt_op(vandaag)]
            paneel.telling = tel(leden, list(reacties.values()))
    return paneel


def tel(leden: Sequence[Lidmaatschap], reacties: Sequence[Verslagreactie]) -> Telling:
    zeiden = {reactie.gebruiker_id for reactie in reacties}
    return Telling(
        akkoord=sum(r.akkoord for r in reacties),
        wacht=sum(r.is_open for r in reacties),
        beantwoord=sum(bool(r.oordeel) for r in reacties),
        zweeg=len({lid.gebruiker_id for lid in leden if lid.gebruiker_id} - zeiden),
    )


@dataclass
class Reactieregel:
    """A seat of today and what its member said; or a reaction of who holds no seat any more."""

    wie: str
    heeft_account: bool
    reactie: Verslagreactie | None = None


@dataclass
class Reactielijst:
    regels: list[Reactieregel] = field(default_factory=list)
    telling: Telling = Telling()


def reacties_op(vergadering: Vergadering) -> Reactielijst:
    """What every member said of the verslag; two queries, however many members."""
    vandaag = timezone.localdate()
    leden = Lidmaatschap.objects.actief_op(vandaag).filter(orgaan=vergadering.orgaan_id).select_related("partner")
    leden = list(leden.order_by("volgorde", "pk"))
    reacties = {reactie.gebruiker_id: reactie for reactie in vergadering.verslagreacties.all()}
    telling, regels = tel(leden, list(reacties.values())), []
    gezien: set[int] = set()
    for lid in leden:
        # A second seat of the same account has the same answer: it is said once.
        if lid.gebruiker_id in gezien:
            continue
        if lid.gebruiker_id:
            gezien.add(lid.gebruiker_id)
        regels.append(Reactieregel(str(lid), bool(lid.gebruiker_id), reacties.pop(lid.gebruiker_id, None)))
    regels += [Reactieregel(f"{reactie.als} (geen lid meer)", True, reactie) for reactie in reacties.values()]
    return Reactielijst(regels, telling)
