"""Path converters for the numbers in addresses."""


class ActieNummer:
    """``3.22``: number of the opgave, a dot, and a running number of at least two digits."""

    regex = r"[1-9][0-9]?\.[0-9]{2,5}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DoelNummer(ActieNummer):
    """``3.6``: number of the opgave, a dot, and the number of the doel."""

    regex = r"[1-9][0-9]?\.[1-9][0-9]?"
