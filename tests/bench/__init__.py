"""The figures of docs/prestaties.md: ``make bench``. Ratios to a floor of the same run; absolute times are noise."""
