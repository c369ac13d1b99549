"""Errors that a person meets, in Thai: what happened, what is safe, what to do next."""


class UserError(Exception):
    """A problem the person at the keyboard can act on; everything else is a bug.

    Args:
        message: what happened and what is safe (Thai, one or two sentences).
        hint: what to do next (Thai), may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
