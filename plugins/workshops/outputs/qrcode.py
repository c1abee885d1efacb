"""QR codes (ISO/IEC 18004:2015): a text → rows of dark (`1`) and light (`0`) modules, without the border.

Only what the pictures need: bytes, error correction level M, one mask. Libraries take a millisecond for a code, most of
it to find out what all codes of a size have in common; here that is worked out once, and a code takes a tenth. The
tests hold it to a library.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter

MASK = 2
"""One mask for all, every third column: readers know it from the code itself, and the best of all eight takes eight times
as long to find."""
LEVEL = 0
"""Error correction level M in the format information."""
CHECKS = (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, *[28] * 19)
"""Error correction codewords of a block, by version from 1 on (table 9, level M)."""
BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38,
          40, 43, 45, 47, 49)
"""Number of blocks, by version (table 9, level M)."""
Place = tuple[int, int]
"""Row and column of a module."""


def rows_of(text: str) -> list[str]:
    """Return the rows of the code of a text, from the top; raises ValueError for one that no code can hold."""
    data = text.encode()
    symbol = next((found for version in range(1, 41) if (found := symbol_of(version)).holds(len(data))), None)
    if symbol is None:
        raise ValueError(f"a QR code cannot hold {len(data)} bytes")
    return symbol.rows(data)


@cache
def symbol_of(version: int) -> Symbol:
    """Return what all codes of a version have in common."""
    return Symbol(version)


class Symbol:
    """One version: how many codewords it has, and where each bit stands."""

    def __init__(self, version: int) -> None:
        self.version, self.size = version, 4 * version + 17
        fixed = fixed_modules(version)
        places = [place for place in data_places(self.size) if place not in fixed]
        self.total = len(places) // 8
        self.blocks, self.checks = BLOCKS[version - 1], CHECKS[version - 1]
        self.room = self.total - self.blocks * self.checks
        self.counter = 8 if version < 10 else 16
        self._pick = itemgetter(*self._sources(fixed, places))

    def _sources(self, fixed: dict[Place, bool], places: list[Place]) -> list[int]:
        """Say for each module where it is in the bits, the same bits turned over by the mask, and `01`."""
        bits = 8 * self.total
        found = {place: 2 * bits + dark for place, dark in fixed.items()}
        for number, (row, column) in enumerate(places):
            masked = column % 3 == 0
            found[row, column] = 2 * bits + masked if number >= bits else number + bits * masked
        return [found[row, column] for row in range(self.size) for column in range(self.size)]

    def holds(self, length: int) -> bool:
        """Whether so many bytes fit."""
        return 4 + self.counter + 8 * length <= 8 * self.room

    def rows(self, data: bytes) -> list[str]:
        """Return the rows of the code of some bytes."""
        words = self.codewords(data)
        bits = 8 * len(words)
        number = int.from_bytes(words, "big")
        picked = "".join(self._pick(f"{number:0{bits}b}{number ^ (1 << bits) - 1:0{bits}b}01"))
        return [picked[i:i + self.size] for i in range(0, len(picked), self.size)]

    def codewords(self, data: bytes) -> bytes:
        """Return data and error correction as they stand in the code, block by block in turns (section 7.6)."""
        words = self.padded(data)
        short = self.room // self.blocks
        first_long = self.blocks - self.room % self.blocks
        cuts = [short * i + max(0, i - first_long) for i in range(self.blocks + 1)]
        blocks = [words[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
        encode = encoder_of(self.checks)
        checks = [encode(block) for block in blocks]
        return bytes([block[i] for i in range(short + 1) for block in blocks if i < len(block)]
                     + [check[i] for i in range(self.checks) for check in checks])

    def padded(self, data: bytes) -> bytes:
        """Return mode, length, bytes, end and filling (section 7.4).

        Four bits of the mode and four of the end make whole codewords. Readers stop at the end; the empty codeword
        between it and the filling is there because the library that we compare with has it.
        """
        number = (0b0100 << self.counter | len(data)) << 8 * len(data) | int.from_bytes(data, "big")
        words = (number << 4).to_bytes(len(data) + 1 + self.counter // 8, "big")
        return (words + b"\0" + b"\xec\x11" * self.room)[:self.room]


def fixed_modules(version: int) -> dict[Place, bool]:
    """Return all modules that do not depend on the text, and whether they are dark (sections 6.3 and 7.9 to 7.10)."""
    size = 4 * version + 17
    found: dict[Place, bool] = {}
    for i in range(size):
        found[6, i] = found[i, 6] = i % 2 == 0
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        for y in range(max(0, row - 4), min(size, row + 5)):
            for x in range(max(0, column - 4), min(size, column + 5)):
                found[y, x] = max(abs(y - row), abs(x - column)) not in (2, 4)
    centres = alignment(version)
    for row in centres:
        for column in centres:
            if (row, column) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                for y in range(row - 2, row + 3):
                    for x in range(column - 2, column + 3):
                        found[y, x] = max(abs(y - row), abs(x - column)) != 1
    found.update(format_modules(size))
    if version > 6:
        number = version << 12 | remainder(version << 12, 0x1F25)
        for i in range(18):
            found[i // 3, size - 11 + i % 3] = found[size - 11 + i % 3, i // 3] = bool(number >> i & 1)
    return found


def format_modules(size: int) -> dict[Place, bool]:
    """Return the format information, which says level and mask, twice, and the module that is always dark."""
    data = LEVEL << 3 | MASK
    number = (data << 10 | remainder(data << 10, 0x537)) ^ 0x5412
    found = {(size - 8, 8): True}
    for i in range(15):
        dark = bool(number >> i & 1)
        down = i if i < 6 else i + 1 if i < 8 else size - 15 + i
        across = size - 1 - i if i < 8 else 15 - i if i == 8 else 14 - i
        found[down, 8] = found[8, across] = dark
    return found


def alignment(version: int) -> list[int]:
    """Return rows and columns of the centres of alignment patterns (annex E)."""
    if version == 1:
        return []
    count, last = version // 7 + 2, 4 * version + 10
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return [6, *sorted(last - step * i for i in range(count - 1))]


def data_places(size: int) -> Iterable[Place]:
    """Yield places in the order in which bits fill them: pairs of columns from the right, up and down (section 7.7.3)."""
    up = True
    for right in range(size - 1, 0, -2):
        column = right - (right <= 6)
        for row in range(size - 1, -1, -1) if up else range(size):
            yield row, column
            yield row, column - 1
        up = not up


def remainder(number: int, divisor: int) -> int:
    """Divide polynomials over two elements and return what is left."""
    length = divisor.bit_length()
    while number.bit_length() >= length:
        number ^= divisor << number.bit_length() - length
    return number


def times(a: int, b: int) -> int:
    """Multiply in the field of 256 elements with the polynomial of QR codes."""
    found = 0
    while b:
        found ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return found


@cache
def encoder_of(count: int) -> Callable[[bytes], bytes]:
    """Return the function from the data of a block to its Reed-Solomon codewords (annex A)."""
    generator, root = [1], 1
    for _ in range(count):
        generator = [a ^ times(b, root) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
        root = times(root, 2)
    table = [int.from_bytes(bytes(times(factor, value) for factor in generator[1:]), "big") for value in range(256)]
    top, most = 8 * (count - 1), (1 << 8 * count) - 1

    def encode(data: bytes) -> bytes:
        state = 0
        for value in data:
            state = state << 8 & most ^ table[state >> top ^ value]
        return state.to_bytes(count, "big")

    return encode
