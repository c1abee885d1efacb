"""The one error of this package."""


class WhenError(ValueError):
    """A date, time or duration that cannot be read.

    `message` says what is wrong, as a whole sentence with its full stop (added where it is missing); `hint`
    says what to write instead and may be empty. It often closes with an example, without a full stop.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message if message.endswith((".", "?", "!")) else f"{message}."
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message
