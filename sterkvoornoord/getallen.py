"""Numbers and amounts in Dutch: "1.234,5" and "€ 5.000"."""

from decimal import Decimal

from django.utils.formats import number_format


def toon_getal(waarde: Decimal | int | float | None) -> str:
    """Say a number with no more decimals than it has; empty for None."""
    if waarde is None:
        return ""
    kaal = Decimal(str(waarde)).normalize()
    decimalen = max(-kaal.as_tuple().exponent, 0)
    return number_format(kaal, decimal_pos=decimalen, use_l10n=True, force_grouping=True)


def toon_euro(bedrag: Decimal | int | None) -> str:
    """Say an amount in euros, with cents only when there are any; empty for None."""
    if bedrag is None:
        return ""
    heel = Decimal(bedrag) == Decimal(bedrag).to_integral_value()
    # A no-break space: the sign and the amount stay on one line.
    return (
        f"€\N{NO-BREAK SPACE}{number_format(bedrag, decimal_pos=0 if heel else 2, use_l10n=True, force_grouping=True)}"
    )


def toon_grootte(aantal: int) -> str:
    """Say the size of a file of so many bytes as people do: "240 kB" or "1,1 MB", in thousands."""
    if aantal < 999_500:
        return f"{max(1, round(aantal / 1000))} kB"
    return f"{toon_getal(round(aantal / 1_000_000, 1))} MB"
