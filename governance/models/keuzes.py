"""What can come of an agenda item, and so of the besluit that is taken on it."""

from django.db import models


class Uitkomst(models.TextChoices):
    CONFORM = "conform", "Conform voorstel"
    GEWIJZIGD = "gewijzigd", "Gewijzigd aangenomen"
    AANGEHOUDEN = "aangehouden", "Aangehouden"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    TER_KENNISNEMING = "ter_kennisneming", "Ter kennisneming"
