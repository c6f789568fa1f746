"""Locks residents' answers while they wait at the kiosk, with a key that lies elsewhere."""

from api_client.vault.key_sources import CredentialKey, KeyFile, KeyringKey
from api_client.vault.troubles import Tampered, UnsafeKey, VaultError, WrongKey
from api_client.vault.vault import KEY_BYTES, KeySource, Vault

__all__ = [
    "KEY_BYTES",
    "CredentialKey",
    "KeyFile",
    "KeySource",
    "KeyringKey",
    "Tampered",
    "UnsafeKey",
    "Vault",
    "VaultError",
    "WrongKey",
]
