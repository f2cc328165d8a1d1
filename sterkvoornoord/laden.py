"""Loading a source file: checked reading with a place in every error, and a repeatable way to store rows.

Loading again changes nothing that has not changed in the source. What people changed in the portal stays: a value
is only taken over when the source changed since the last time and the portal still holds the old value (a merge of
three: source then, source now, portal; see `Herkomst`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from sterkvoornoord.datums import Precisie, lees_datum
from sterkvoornoord.models import Herkomst, Partner, PartnerAlias


class LaadFout(Exception):
    """The source is not right; the text says what is wrong and where, in Dutch."""


class Bron:
    """One object of the source file, read with checks. `plek` names it in errors, such as ``acties[3] (B2-04)``."""

    def __init__(self, gegevens: Any, plek: str):
        if not isinstance(gegevens, dict):
            raise LaadFout(f"{plek}: hier hoort een object te staan, geen {_soort(gegevens)}.")
        self.gegevens, self.plek = gegevens, plek

    def fout(self, sleutel: str, wat: str) -> LaadFout:
        return LaadFout(f"{self.plek}: {sleutel!r} {wat}.")

    def _haal(self, sleutel: str, soorten: tuple[type, ...], naam: str) -> Any:
        if sleutel not in self.gegevens:
            raise self.fout(sleutel, "ontbreekt")
        waarde = self.gegevens[sleutel]
        if not isinstance(waarde, soorten) or (isinstance(waarde, bool) and bool not in soorten):
            raise self.fout(sleutel, f"is geen {naam} maar {_soort(waarde)}")
        if isinstance(waarde, str) and "\x00" in waarde:
            raise self.fout(sleutel, "bevat een teken dat niet mag (nul-teken)")
        return waarde

    def tekst(self, sleutel: str) -> str:
        return self._haal(sleutel, (str,), "tekst")

    def tekst_of_leeg(self, sleutel: str) -> str:
        """The text, or "" where the source says null."""
        return self._haal(sleutel, (str, type(None)), "tekst") or ""

    def ja_nee(self, sleutel: str) -> bool:
        return self._haal(sleutel, (bool,), "ja of nee")

    def ja_nee_of_onbekend(self, sleutel: str) -> bool | None:
        return self._haal(sleutel, (bool, type(None)), "ja of nee")

    def geheel(self, sleutel: str) -> int:
        return self._haal(sleutel, (int,), "geheel getal")

    def geheel_of_niets(self, sleutel: str) -> int | None:
        return self._haal(sleutel, (int, type(None)), "geheel getal")

    def getal_of_niets(self, sleutel: str) -> Decimal | None:
        waarde = self._haal(sleutel, (int, float, type(None)), "getal")
        try:
            return None if waarde is None else Decimal(str(waarde)).quantize(Decimal("0.01"))
        except InvalidOperation as fout:
            raise self.fout(sleutel, f"is geen bruikbaar getal: {waarde}") from fout

    def datum(self, sleutel: str, *, einde: bool = False) -> tuple[date | None, Precisie]:
        """Date and precision; (None, dag) where the source says null."""
        tekst = self._haal(sleutel, (str, type(None)), "datum")
        if tekst is None:
            return None, Precisie.DAG
        try:
            return lees_datum(tekst, einde=einde)
        except ValueError as fout:
            raise self.fout(sleutel, f"klopt niet: {fout}") from fout

    def keuze(self, sleutel: str, keuzes: type[models.TextChoices]) -> str:
        waarde = self.tekst(sleutel).replace(" ", "_")
        if waarde not in keuzes.values:
            raise self.fout(sleutel, f"heeft een onbekende waarde: {waarde!r}. Mogelijk: {', '.join(keuzes.values)}")
        return waarde

    def lijst(self, sleutel: str) -> list:
        return self._haal(sleutel, (list,), "lijst")

    def deel(self, sleutel: str) -> "Bron":
        if sleutel not in self.gegevens:
            raise self.fout(sleutel, "ontbreekt")
        return Bron(self.gegevens[sleutel], f"{self.plek} {sleutel}")

    def delen(self, sleutel: str) -> Iterator["Bron"]:
        """The objects of a list; a list with codes must not name one twice."""
        gezien: set[str] = set()
        for nr, gegevens in enumerate(self.lijst(sleutel)):
            deel = Bron(gegevens, f"{self.plek} {sleutel}[{nr}]".strip())
            code = deel.gegevens.get("code") or deel.gegevens.get("slug")
            if code is not None:
                deel.plek += f" ({code})"
                if code in gezien:
                    raise LaadFout(f"{deel.plek}: de code {code!r} staat er twee keer.")
                gezien.add(code)
            yield deel

    def verwijzing(self, sleutel: str, bekend: dict[str, Any], *, leeg: bool = False) -> Any:
        """The record that a code refers to, or None for null when `leeg` allows that."""
        code = self._haal(sleutel, (str, type(None)) if leeg else (str,), "code")
        if code is None:
            return None
        if code not in bekend:
            raise self.fout(sleutel, f"verwijst naar een onbekende code: {code!r}")
        return bekend[code]

    def verwijzingen(self, sleutel: str, bekend: dict[str, Any]) -> list[Any]:
        """The records that a list of codes refers to; a record that was removed in the portal drops out."""
        for code in self.lijst(sleutel):
            if not isinstance(code, str) or code not in bekend:
                raise self.fout(sleutel, f"verwijst naar een onbekende code: {code!r}")
        return [bekend[code] for code in self.lijst(sleutel) if bekend[code] is not None]


def _soort(waarde: Any) -> str:
    namen = {dict: "object", list: "lijst", str: "tekst", bool: "ja of nee", int: "getal", float: "getal"}
    return "leeg (null)" if waarde is None else namen.get(type(waarde), type(waarde).__name__)


class Lader:
    """Stores rows under the code of their source and counts what that did, per kind."""

    def __init__(self) -> None:
        self.tellingen: dict[str, Counter] = defaultdict(Counter)
        #: Rows that differ from the source because the portal changed them, one line each.
        self.behouden: list[str] = []
        self._rijen: dict[type[models.Model], dict[str, models.Model]] = {}
        self._herkomst: dict[str, dict[str, Herkomst]] = {}

    @property
    def veranderd(self) -> bool:
        return any(telling["nieuw"] or telling["gewijzigd"] for telling in self.tellingen.values())

    def bewaar(
        self, model: type[models.Model], code: str, bron: Bron, waarden: dict, m2m: dict | None = None, nieuw=None
    ) -> Any:
        """Store one row and return it; None when people removed it in the portal since it was loaded.

        `waarden` are field values, `m2m` lists of related rows; `nieuw` is called with a row that does not exist yet
        to fill in what the source does not hold (such as a number). Raises LaadFout when a value is not valid.
        """
        rij = self._bestaande(model).get(code)
        herkomst = self._bekende_herkomst(model).get(code)
        telling = self.tellingen[str(model._meta.verbose_name_plural)]
        nu = {veld: _plat(w) for veld, w in waarden.items()}
        nu |= {veld: _plat_lijst(rijen) for veld, rijen in (m2m or {}).items()}
        if rij is None and herkomst is not None:
            telling["weg uit het portaal"] += 1
            return None
        if rij is None:
            rij = model(bron_code=code, **waarden)
            if nieuw:
                nieuw(rij)
            self._schrijf(rij, bron, m2m or {})
            telling["nieuw"] += 1
            self._rijen[model][code] = rij
        else:
            eerder = herkomst.waarden if herkomst else {}
            over = self._over_te_nemen(rij, code, eerder, nu)
            if over:
                for veld in over & waarden.keys():
                    setattr(rij, veld, waarden[veld])
                self._schrijf(rij, bron, {veld: m2m[veld] for veld in over & (m2m or {}).keys()})
            telling["gewijzigd" if over else "gelijk"] += 1
        self._onthoud(model, code, herkomst, nu)
        return rij

    def _over_te_nemen(self, rij: models.Model, code: str, eerder: dict, nu: dict) -> set[str]:
        over = set()
        for veld, waarde in nu.items():
            if veld in eerder and eerder[veld] == waarde:
                continue
            portaal = _waarde_in_portaal(rij, veld)
            if portaal == waarde:
                continue
            if portaal == eerder.get(veld):
                over.add(veld)
            else:
                self.behouden.append(f"{rij._meta.verbose_name} {code}: {veld}")
        return over

    def _schrijf(self, rij: models.Model, bron: Bron, m2m: dict) -> None:
        try:
            rij.full_clean()
        except ValidationError as fout:
            zinnen = "; ".join(
                f"{veld}: {' '.join(teksten)}" if veld != "__all__" else " ".join(teksten)
                for veld, teksten in fout.message_dict.items()
            )
            raise LaadFout(f"{bron.plek}: {zinnen}") from fout
        rij.save()
        for veld, rijen in m2m.items():
            getattr(rij, veld).set(rijen)

    def _bestaande(self, model) -> dict[str, models.Model]:
        if model not in self._rijen:
            self._rijen[model] = {r.bron_code: r for r in model.objects.exclude(bron_code=None)}
        return self._rijen[model]

    def _bekende_herkomst(self, model) -> dict[str, Herkomst]:
        label = model._meta.label_lower
        if label not in self._herkomst:
            self._herkomst[label] = {h.code: h for h in Herkomst.objects.filter(model=label)}
        return self._herkomst[label]

    def _onthoud(self, model, code: str, herkomst: Herkomst | None, nu: dict) -> None:
        if herkomst is None:
            herkomst = Herkomst(model=model._meta.label_lower, code=code)
            self._bekende_herkomst(model)[code] = herkomst
        elif herkomst.waarden == nu:
            return
        herkomst.waarden = nu
        herkomst.save()


def _plat(waarde: Any) -> Any:
    """A value as JSON keeps it, so that source and portal can be compared."""
    if isinstance(waarde, models.Model):
        return getattr(waarde, "bron_code", None) or waarde.pk
    if isinstance(waarde, Decimal):
        return str(waarde.quantize(Decimal("0.01")))
    if isinstance(waarde, date):
        return waarde.isoformat()
    return str(waarde) if isinstance(waarde, str) else waarde


def _plat_lijst(rijen) -> list:
    return sorted(str(_plat(r)) for r in rijen)


def _waarde_in_portaal(rij: models.Model, veld: str) -> Any:
    if rij._meta.get_field(veld).many_to_many:
        return _plat_lijst(getattr(rij, veld).all())
    return _plat(getattr(rij, veld))


#: Kinds of organisation in words that everybody reads; another kind is shown as the source writes it.
PARTNERTYPEN = {
    "corporatie": "woningcorporatie",
    "financiele_hulp": "hulp bij geld",
    "functie": "functie bij de gemeente",
    "ggz": "geestelijke gezondheidszorg",
    "juridische_hulp": "hulp bij recht",
    "onbekend": "",
    "school_po": "basisschool",
    "school_vo": "middelbare school",
    "schoolbestuur_po": "bestuur van basisscholen",
    "vve": "vereniging van eigenaren",
}


def laad_partners(lader: Lader, bron: Bron) -> dict[str, Partner | None]:
    """Load all partners with their aliases; returns them by code."""
    delen = {deel.tekst("code"): deel for deel in bron.delen("partners")}
    partners: dict[str, Partner | None] = {}

    def laad(code: str, onderweg: tuple[str, ...] = ()) -> Partner | None:
        """Load a partner after the whole that it is part of, wherever that stands in the file."""
        if code in partners:
            return partners[code]
        deel = delen[code]
        geheel = deel.verwijzing("onderdeel_van", {c: c for c in delen}, leeg=True)
        if code in onderweg:
            raise LaadFout(f"{deel.plek}: 'onderdeel_van' loopt rond: {' > '.join((*onderweg, code))}.")
        hoort_bij = laad(geheel, (*onderweg, code)) if geheel else None
        partners[code] = lader.bewaar(Partner, code, deel, _partnerwaarden(deel, hoort_bij))
        return partners[code]

    for code, deel in delen.items():
        if (partner := laad(code)) is not None:
            _laad_aliassen(lader, deel, partner)
    return partners


def _partnerwaarden(deel: Bron, hoort_bij: Partner | None) -> dict:
    soort = deel.tekst("type")
    return {
        "naam": deel.tekst("naam"),
        "slug": deel.tekst("code"),
        "soort": deel.keuze("soort", Partner.Soort),
        "type": PARTNERTYPEN.get(soort, soort.replace("_", " ")),
        "rol": deel.keuze("rol", Partner.Rol),
        "onderdeel_van": hoort_bij,
        "een_van_de_34": deel.ja_nee_of_onbekend("een_van_de_34"),
        "onzeker": deel.ja_nee("onzeker"),
        "aantekening": deel.tekst_of_leeg("aantekening"),
    }


def _laad_aliassen(lader: Lader, deel: Bron, partner: Partner) -> None:
    for naam in deel.lijst("schrijfwijzen"):
        if not isinstance(naam, str):
            raise LaadFout(f"{deel.plek}: 'schrijfwijzen' is een lijst met namen.")
        lader.bewaar(PartnerAlias, f"{partner.bron_code}:{naam}", deel, {"partner": partner, "naam": naam})
