"""A page with a form and lists of rows that are saved together: to view and templates it is one form."""

from collections.abc import Iterator, Sequence

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model

from acties.forms.basis import VersieForm
from acties.forms.rijen import Rijen
from acties.services import RijWijziging


class Samengesteld:
    """A subclass fills in `record`, its form `hoofd` and the lists of its rows."""

    record: Model
    hoofd: VersieForm
    lijsten: Sequence[Rijen]

    @property
    def gelezen_versie(self) -> int | None:
        return self.hoofd.gelezen_versie

    @property
    def cleaned_data(self) -> dict:
        return self.hoofd.cleaned_data

    def is_valid(self) -> bool:
        # All of them, so that every error shows at once.
        return all([self.hoofd.is_valid(), *[lijst.is_valid() for lijst in self.lijsten]])

    def rijen(self) -> list[RijWijziging]:
        return [rij for lijst in self.lijsten for rij in lijst.wijzigingen()]

    def add_error(self, veld: str | None, fout) -> None:
        self.hoofd.add_error(veld, fout)

    def plek_van(self, naam: str) -> tuple[Model, str]:
        """The record and the column behind a name in the post: "partners-0-inzet" is `inzet` of the first partner."""
        for lijst in self.lijsten:
            for formulier in lijst.forms:
                if naam.startswith(f"{formulier.prefix}-") and formulier.instance.pk:
                    return formulier.instance, naam.removeprefix(f"{formulier.prefix}-")
        return self.record, naam

    def __iter__(self) -> Iterator[forms.BoundField]:
        yield from self.hoofd
        for lijst in self.lijsten:
            for formulier in lijst.forms:
                yield from formulier

    def non_field_errors(self) -> list[str]:
        uit = list(self.hoofd.non_field_errors())
        for lijst in self.lijsten:
            uit += lijst.non_form_errors()
            uit += [fout for formulier in lijst.forms for fout in formulier.non_field_errors()]
        return uit

    @property
    def errors(self) -> dict[str, list[str]]:
        """Errors by name of the field in the page; empty as long as nothing is posted."""
        if not self.hoofd.is_bound:
            return {}
        uit = {bf.html_name: list(bf.errors) for bf in self if bf.errors}
        if algemeen := self.non_field_errors():
            uit[NON_FIELD_ERRORS] = algemeen
        return uit
