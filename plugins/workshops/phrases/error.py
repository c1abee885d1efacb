"""The one error of this package."""


class PhraseError(ValueError):
    """A repeat phrase or rule that cannot be read, or that never ends where an end is needed.

    `message` says what is wrong, as a whole sentence with its full stop (added where it is missing); `hint`
    says what to write instead and often closes with an example, without a full stop. `suggestions` are the
    nearest phrases that are understood, the nearest first; it may be empty.
    """

    def __init__(self, message: str, hint: str = "", suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint, suggestions)
        self.message = message if message.endswith((".", "?", "!")) else f"{message}."
        self.hint = hint
        self.suggestions = suggestions

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message
