"""The one error of this package."""


class WhenError(ValueError):
    """A date, time or duration that cannot be read.

    `message` says what is wrong and `hint` what to write instead; both are plain sentences without the final
    full stop, so that a caller may join them as it likes. `hint` may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message
