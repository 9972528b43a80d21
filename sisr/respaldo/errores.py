"""What keeps a backup from being made, read or put back."""

from click import ClickException


class NoSePuede(ClickException):
    """Nothing was left half done; its text is the sentence for whoever gave the order, which ends with 1."""
