"""A file as it comes: pieces of its bytes in order, of which the last may say why there are no more."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.readers import container_errors
from policyspec.readers.limits import Limits

Pieces = Iterable[bytes | Diagnostic]

_GZIP = b"\x1f\x8b"
_STEP = 2**18  # bytes that are unpacked at a time
_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF16_STARTS = {b"{\0": "utf-16-le", b"[\0": "utf-16-le", b"\0{": "utf-16-be", b"\0[": "utf-16-be"}


def opened(pieces: Pieces, size: int) -> tuple[bytes, Pieces]:
    """The first bytes of a file, at least `size` of them where there are so many, and all of it."""
    rest = iter(pieces)
    taken: list[bytes | Diagnostic] = []
    head = bytearray()
    for piece in rest:
        taken.append(piece)
        if isinstance(piece, Diagnostic):
            break
        head += piece
        if len(head) >= size:
            break
    return bytes(head), chain(taken, rest)


def whole(pieces: Pieces, limit: int) -> bytes | Diagnostic:
    """All bytes of a file, at most one more than the limit; or why it cannot be read to its end."""
    data, again = opened(pieces, limit + 1)
    return next((piece for piece in again if isinstance(piece, Diagnostic)), data) if len(data) <= limit else data


def unpacked(pieces: Pieces, name: str, limits: Limits) -> Pieces:
    """What is packed in a gzip file; any other file as it is."""
    head, pieces = opened(pieces, len(_GZIP))
    return _unpack(pieces, name, limits) if head.startswith(_GZIP) else pieces


def _unpack(pieces: Pieces, name: str, limits: Limits) -> Iterator[bytes | Diagnostic]:
    import zlib

    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    packed = out = 0
    for piece in pieces:
        if isinstance(piece, Diagnostic):
            yield piece
            return
        packed += len(piece)
        data = piece
        while data:
            if member.eof:  # a gzip file may hold several members, one after another
                member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            try:
                text = member.decompress(data, _STEP)
            except zlib.error:
                yield container_errors.broken_gzip(Span(name, 1, 1, 1, 1))
                return
            out += len(text)
            if out > limits.grace and out > packed * limits.ratio:
                yield container_errors.bomb(Span(name, 1, 1, 1, 1), limits.ratio)
                return
            yield text
            data = member.unused_data if member.eof else member.unconsumed_tail
            data = data.lstrip(b"\0") if member.eof else data
    if not member.eof:
        yield container_errors.gzip_cut_off(Span(name, 1, 1, 1, 1))


def in_utf8(pieces: Pieces, name: str) -> Pieces:
    """JSON in UTF-16, with a byte order mark or without, written anew in UTF-8; any other file as it is."""
    head, pieces = opened(pieces, 2)
    code = _UTF16_MARKS.get(head[:2]) or _UTF16_STARTS.get(head[:2])
    if code is None:
        return pieces
    start, pieces = opened(pieces, 200)
    opening = start[: len(start) // 2 * 2].decode(code, "ignore").lstrip("\ufeff \t\r\n")
    return _recoded(pieces, code, name) if opening[:1] in ("{", "[") else pieces


def _recoded(pieces: Pieces, code: str, name: str) -> Iterator[bytes | Diagnostic]:
    decoder = codecs.getincrementaldecoder(code)()
    line = 1
    for piece in chain(pieces, (None,)):
        if isinstance(piece, Diagnostic):
            yield piece
            return
        try:
            text = decoder.decode(piece or b"", final=piece is None)
        except UnicodeDecodeError:
            yield container_errors.damaged_utf16(Span(name, line, 1, line, 1))
            return
        line += text.count("\n")
        yield text.encode()
