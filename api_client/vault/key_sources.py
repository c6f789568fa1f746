"""Where the vault's key lies: in a file, among systemd's credentials, or in the keyring.

A source holds the key that seals now, and behind it, while a rotation is going on, the one before.
"""

import os
import secrets
import stat
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from api_client.vault.troubles import UnsafeKey
from api_client.vault.vault import KEY_BYTES, MOST_KEYS


class KeyFile:
    """A file that only the kiosk's user can read, made if there is none."""

    is_ours = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def keys(self) -> bytes:
        if not self._path.exists():
            self._write(secrets.token_bytes(KEY_BYTES), is_new=True)
        return _read_private(self._path)

    def replace(self, keys: bytes) -> None:
        self._write(keys, is_new=False)

    def _write(self, keys: bytes, *, is_new: bool) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write_whole(keys, is_new=is_new)
        except OSError as error:
            raise UnsafeKey(
                f"the key file {self._path} cannot be written: {error.strerror}"
            ) from error

    def _write_whole(self, keys: bytes, *, is_new: bool) -> None:
        """Or not at all: a kiosk may lose power at any moment."""
        draft = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(keys)
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                with suppress(FileExistsError):  # somebody made one meanwhile: that one holds
                    os.link(draft, self._path)
            else:
                draft.rename(self._path)
        finally:
            draft.unlink(missing_ok=True)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class CredentialKey:
    """A credential that systemd hands to the service (`LoadCredentialEncrypted=`)."""

    is_ours = False

    def __init__(self, name: str, surroundings: Mapping[str, str] = os.environ) -> None:
        self._name = name
        self._folder = surroundings.get("CREDENTIALS_DIRECTORY", "")

    def __str__(self) -> str:
        return f"the credential {self._name}"

    def keys(self) -> bytes:
        if not self._folder:
            raise UnsafeKey(
                f"systemd has handed over no credentials: add LoadCredentialEncrypted={self._name}"
                " to the kiosk's service, or choose another key under [vault]"
            )
        try:
            return (Path(self._folder) / self._name).read_bytes()
        except OSError as error:
            raise UnsafeKey(f"{self} cannot be read: {error.strerror}") from error

    def replace(self, keys: bytes) -> None:
        raise UnsafeKey(f"{self} is systemd's: the kiosk cannot write {len(keys)} bytes to it")


class KeyringKey:
    """An entry in the desktop's or the system's keyring."""

    SERVICE = "doorstep-kiosk"
    is_ours = True

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return f"the keyring's entry {self.SERVICE}/{self._name}"

    def keys(self) -> bytes:
        import keyring  # noqa: PLC0415 - slow to import, and most kiosks have a key file
        from keyring.errors import KeyringError  # noqa: PLC0415 - as above

        try:
            kept = keyring.get_password(self.SERVICE, self._name)
            if kept is None:
                kept = b64encode(secrets.token_bytes(KEY_BYTES)).decode()
                keyring.set_password(self.SERVICE, self._name, kept)
        except KeyringError as error:
            raise UnsafeKey(
                f"the keyring cannot be used: {error}. Unlock or install one"
            ) from error
        try:
            return b64decode(kept, validate=True)
        except NotBase64 as error:
            raise UnsafeKey(f"{self} is no key: put the right one back") from error

    def replace(self, keys: bytes) -> None:
        import keyring  # noqa: PLC0415 - as above
        from keyring.errors import KeyringError  # noqa: PLC0415 - as above

        try:
            keyring.set_password(self.SERVICE, self._name, b64encode(keys).decode())
        except KeyringError as error:
            raise UnsafeKey(f"the keyring cannot be used: {error}") from error


def _read_private(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise UnsafeKey(f"the key file {path} cannot be read: {error.strerror}") from error
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise UnsafeKey(f"the key file {path} is not a file")
        if about.st_mode & 0o077:
            raise UnsafeKey(f"others can read the key file {path}: chmod 600 it, or make a new key")
        return file.read(KEY_BYTES * MOST_KEYS + 1)
