"""The data key of an encrypted folder, and how files lie on the disk under it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Final

from cdd_desktop.store.files import PLAIN, Codec

LENGTH: Final = 32
MARK: Final = b"CDDFILE1"  # an encrypted file begins so


@dataclass(frozen=True)
class DataKey:
    """256 random bits. The database takes them as they are; files and the check have keys derived from them."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != LENGTH:
            raise ValueError("a data key has 32 bytes")

    @property
    def pragma(self) -> str:
        """Return the key as SQLCipher takes a raw one, so that no password is stretched at each opening."""
        return f"x'{self.raw.hex()}'"

    @property
    def check(self) -> str:
        """Return what tells this key from another without giving anything of it away."""
        return self.derived(b"cdd check").hex()[:32]

    def derived(self, purpose: bytes) -> bytes:
        return hashlib.blake2b(key=self.raw, person=purpose, digest_size=LENGTH).digest()


def new_key() -> DataKey:
    return DataKey(secrets.token_bytes(LENGTH))


def codec_of(key: DataKey | None) -> Codec:
    """Return how the files of a folder lie on the disk; without a key, as they are."""
    if key is None:
        return PLAIN
    file_key = key.derived(b"cdd files")

    def encode(content: bytes) -> bytes:
        from nacl.secret import Aead

        return MARK + bytes(Aead(file_key).encrypt(content, MARK))

    def decode(stored: bytes) -> bytes:
        from nacl.exceptions import CryptoError
        from nacl.secret import Aead

        if not stored.startswith(MARK):
            raise ValueError("not encrypted by this program")
        try:
            return Aead(file_key).decrypt(stored[len(MARK) :], MARK)
        except CryptoError:
            raise ValueError("damaged, or another key") from None

    return Codec(encode, decode)
