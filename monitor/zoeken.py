"""Searching across everything that can be read: acties, doelen, partners, opgaven, stories, ideas, agenda, meetings.

A bounded number of queries, whatever is found: names are compared in Python with the lists of the filters, which
are small; acties and stories in the database, as far as the visitor may see them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from acties.keuzelijsten import Keuze, Keuzelijsten
from acties.models import Actie, Betrokkenheid, Initiatief, Verhaal
from acties.zoeken import woorden, zoek_voorwaarde
from governance import zoeken as overleg
from sterkvoornoord.markeren import fragment, markeer
from sterkvoornoord.tekst import vouw

#: Hits of a kind that are shown between the other kinds, and on a page of their own.
KORT, LANG = 5, 50
#: Acties of which the words are read to look for a better spelling.
MAX_TEKSTEN = 2_000

#: What is read of an actie.
VELDEN = (
    "pk",
    "nummer",
    "titel",
    "omschrijving",
    "beoogd_resultaat",
    "resultaat",
    "locatie",
    "inwonersbetrokkenheid",
    "status",
    "plan__opgave__code",
)

#: Kinds of hits in the order of the page: their name and icon.
SOORTEN = {
    "acties": (_("Acties"), "list-check"),
    "doelen": (_("Doelen"), "target-arrow"),
    "partners": (_("Partners"), "users"),
    "opgaven": (_("Opgaven"), "building-community"),
    "verhalen": (_("Verhalen"), "message-circle"),
    "ideeen": (_("Ideeën"), "bulb"),
    "agenda": (_("Agenda"), "calendar-event"),
    "besluiten": (_("Besluiten"), "gavel"),
    "aanbevelingen": (_("Aanbevelingen"), "bulb"),
    "actiepunten": (_("Actiepunten"), "clipboard-list"),
    "signalen": (_("Signalen"), "alert-circle"),
}


@dataclass(slots=True)
class Hit:
    """One thing found: its title with the words marked, where it is, what it says, and facts beside it."""

    titel: SafeString
    url: str
    tekst: SafeString | str = ""
    opgave: str = ""
    status: str = ""
    bij: str = ""


@dataclass(slots=True)
class Soort:
    """All hits of one kind; `hits` holds at most `LANG` of `aantal`."""

    sleutel: str
    aantal: int
    hits: list[Hit]

    @property
    def naam(self) -> str:
        return SOORTEN[self.sleutel][0]

    @property
    def icoon(self) -> str:
        return SOORTEN[self.sleutel][1]


@dataclass(slots=True)
class Resultaat:
    """What was found for `vraag`; without any hit `soorten` is empty."""

    vraag: str
    soorten: list[Soort] = field(default_factory=list)

    @property
    def aantal(self) -> int:
        return sum(soort.aantal for soort in self.soorten)


class Zoeker:
    """Searches for one visitor; the lists of names are read once."""

    def __init__(self, gebruiker):
        self.gebruiker = gebruiker
        self.lijsten = Keuzelijsten.lees()
        self.acties = Actie.objects.zichtbaar_voor(gebruiker)
        self.verhalen = Verhaal.objects.zichtbaar_voor(gebruiker)

    def zoek(self, vraag: str) -> Resultaat:
        """Everything that holds each word of `vraag`, or a partner of that name."""
        self.woorden = woorden(vraag)
        soorten = [
            self._acties(vraag),
            self._doelen(),
            self._partners(vraag),
            self._opgaven(),
            self._verhalen(),
            self._ideeen(),
            *self._overleg(vraag),
        ]
        return Resultaat(vraag, [soort for soort in soorten if soort.aantal])

    def bekende_teksten(self) -> Iterator[str]:
        """Names and texts that this visitor may see: the words that a better spelling may come from."""
        lijsten = self.lijsten
        for keuze in chain(lijsten.partners, lijsten.doelen, lijsten.opgaven, lijsten.onderwerpen):
            yield from keuze.namen()
        yield from (doel.bij for doel in lijsten.doelen)
        yield from chain.from_iterable(self.acties.order_by().values_list("titel", "omschrijving")[:MAX_TEKSTEN])

    def _raak(self, *teksten: str) -> bool:
        """Every word is in one of these texts."""
        gevouwen = [vouw(tekst) for tekst in teksten]
        return bool(self.woorden) and all(any(woord in tekst for tekst in gevouwen) for woord in self.woorden)

    # In the database --------------------------------------------------------------------------------------

    def _acties(self, vraag: str) -> Soort:
        gevonden = self.acties.filter(zoek_voorwaarde(vraag, self.lijsten))
        rijen = list(gevonden.order_by(*self._rang(vraag), "nummer_sortering").values(*VELDEN)[:LANG])
        partners = self._gezochte_partners(vraag, [rij["pk"] for rij in rijen])
        return self._geteld("acties", gevonden, [self._actie(rij, partners.get(rij["pk"], [])) for rij in rijen])

    def _rang(self, vraag: str) -> list[Case]:
        """Hits in the title first, then those in the text, then acties of a doel or partner that was found."""
        if not self.woorden:
            return []
        in_titel = Q(*(Q(titel__icontains=woord) for woord in self.woorden)) | Q(nummer=vraag.strip())
        in_tekst = Q(*(Q(zoektekst__contains=woord) for woord in self.woorden))
        return [Case(When(in_titel, then=Value(0)), When(in_tekst, then=Value(1)), default=Value(2))]

    def _gezochte_partners(self, vraag: str, acties: list[int]) -> dict[int, list[str]]:
        """Why an actie was found when its text does not say: the names of its partners that were asked for."""
        pks = self.lijsten.partners_genaamd(vraag).union(*(self.lijsten.partners_met(w) for w in self.woorden))
        namen: dict[int, list[str]] = {}
        if pks and acties:
            rijen = Betrokkenheid.objects.filter(actie__in=acties, partner__in=pks).order_by("partner__naam")
            for actie, naam in rijen.values_list("actie", "partner__naam").distinct():
                namen.setdefault(actie, []).append(naam)
        return namen

    def _actie(self, rij: dict, partners: list[str]) -> Hit:
        teksten = ("omschrijving", "resultaat", "beoogd_resultaat", "locatie", "inwonersbetrokkenheid")
        return Hit(
            titel=markeer(rij["titel"], self.woorden),
            url=reverse("acties:detail", args=[rij["nummer"]]),
            tekst=self._beste_fragment([rij[naam] for naam in teksten]),
            opgave=rij["plan__opgave__code"],
            status=rij["status"],
            bij=", ".join(partners),
        )

    def _verhalen(self) -> Soort:
        raak = Q(*(Q(titel__icontains=w) | Q(tekst__icontains=w) | Q(wie__icontains=w) for w in self.woorden))
        gevonden = self.verhalen.filter(raak) if self.woorden else self.verhalen.none()
        hits = [
            Hit(
                titel=markeer(verhaal.titel, self.woorden),
                url=verhaal.get_absolute_url(),
                tekst=fragment(verhaal.tekst, self.woorden),
                opgave=verhaal.doel.opgave.code if verhaal.doel else "",
            )
            for verhaal in gevonden.select_related("doel__opgave")[:LANG]
        ]
        return self._geteld("verhalen", gevonden, hits)

    def _overleg(self, vraag: str) -> list[Soort]:
        soorten = {soort: Soort(soort, 0, []) for soort in overleg.SOORTEN}
        for vondst in overleg.vind(self.gebruiker, vraag, self.lijsten, LANG):
            soort = soorten[vondst.soort]
            soort.aantal = vondst.totaal
            soort.hits.append(
                Hit(
                    titel=markeer(vondst.titel, self.woorden),
                    url=vondst.url,
                    tekst=fragment(vondst.tekst, self.woorden),
                    bij=vondst.bij,
                )
            )
        return list(soorten.values())

    def _ideeen(self) -> Soort:
        """Ideas on the website, whoever searches, by the words that stand there; those of the form are not read."""
        if not self.woorden:
            return Soort("ideeen", 0, [])
        raak = Q(*(Q(openbaar_titel__icontains=w) | Q(openbaar_tekst__icontains=w) for w in self.woorden))
        gevonden = Initiatief.objects.openbaar().filter(raak)
        hits = [
            Hit(
                titel=markeer(idee.openbaar_titel, self.woorden),
                url=reverse("ideeen:detail", args=[idee.nummer]),
                tekst=fragment(idee.openbaar_tekst, self.woorden),
                opgave=idee.opgave.code if idee.opgave else "",
            )
            for idee in gevonden.select_related("opgave")[:LANG]
        ]
        return self._geteld("ideeen", gevonden, hits)

    def _geteld(self, soort: str, gevonden: QuerySet, hits: list[Hit]) -> Soort:
        """Counts only when there may be more than were read."""
        return Soort(soort, gevonden.count() if len(hits) == LANG else len(hits), hits)

    # In the lists -----------------------------------------------------------------------------------------

    def _doelen(self) -> Soort:
        raak = [d for d in self.lijsten.doelen if self.woorden == [d.sleutel] or self._raak(d.naam, d.bij)]
        codes = {opgave.opgave: opgave.sleutel for opgave in self.lijsten.opgaven}
        aantallen = self._aantal_acties(self.acties, "doel", raak)
        hits = [
            Hit(
                titel=markeer(f"{doel.sleutel} {doel.naam}", self.woorden),
                url=reverse("doelen:detail", args=[doel.sleutel]),
                tekst=markeer(doel.bij, self.woorden),
                opgave=codes[doel.opgave],
                bij=_acties(aantallen.get(doel.pk, 0)),
            )
            for doel in raak[:LANG]
        ]
        return Soort("doelen", len(raak), hits)

    def _partners(self, vraag: str) -> Soort:
        genaamd = self.lijsten.partners_genaamd(vraag)
        raak = [p for p in self.lijsten.partners if p.pk in genaamd or any(self._raak(naam) for naam in p.namen())]
        betrokken = Betrokkenheid.objects.filter(actie__in=self.acties.order_by().values("pk"))
        aantallen = self._aantal_acties(betrokken, "partner", raak, telt="actie")
        hits = [
            Hit(
                titel=markeer(partner.naam, self.woorden),
                url=reverse("partners:detail", args=[partner.sleutel]),
                tekst=self._ook_bekend_als(partner),
                bij=_acties(aantallen.get(partner.pk, 0)),
            )
            for partner in raak[:LANG]
        ]
        return Soort("partners", len(raak), hits)

    def _opgaven(self) -> Soort:
        raak = [opgave for opgave in self.lijsten.opgaven if self._raak(opgave.naam)]
        hits = [
            Hit(markeer(o.naam, self.woorden), reverse("opgaven:detail", args=[o.bij]), opgave=o.sleutel) for o in raak
        ]
        return Soort("opgaven", len(raak), hits)

    def _ook_bekend_als(self, partner: Keuze) -> SafeString | str:
        if not partner.aliassen:
            return ""
        return markeer(gettext("Ook bekend als: %(namen)s.") % {"namen": ", ".join(partner.aliassen)}, self.woorden)

    def _beste_fragment(self, teksten: Sequence[str]) -> SafeString:
        """The fragment of the first text with a hit; of the first text when none has one."""
        return next(
            (stuk for tekst in teksten if "<mark>" in (stuk := fragment(tekst, self.woorden))),
            fragment(teksten[0], self.woorden),
        )

    @staticmethod
    def _aantal_acties(rijen: QuerySet, veld: str, raak: Iterable[Keuze], telt: str = "pk") -> dict[int, int]:
        """Number of visible acties per doel or partner; no query when none was found."""
        if not (pks := [keuze.pk for keuze in raak][:LANG]):
            return {}
        geteld = rijen.filter(**{f"{veld}__in": pks}).order_by().values(veld).annotate(n=Count(telt, distinct=True))
        return dict(geteld.values_list(veld, "n"))


def _acties(aantal: int) -> str:
    return ngettext("%(n)d actie", "%(n)d acties", aantal) % {"n": aantal} if aantal else gettext("nog geen acties")
