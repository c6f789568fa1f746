"""Certificates for a line that speaks TLS: one for this machine, one for somebody else.

Both are signed by an authority that lives as long as the line, so that only the name is wrong.
"""

import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LOOPBACK = "127.0.0.1"
OTHER_NAME = "elsewhere.example"
VALID_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Certificates:
    """`authority` is what a kiosk would have to trust, as PEM."""

    authority: bytes
    right: ssl.SSLContext
    wrong: ssl.SSLContext

    @classmethod
    def made(cls, now: datetime) -> Self:
        """New ones; their keys are on the disk only until they are loaded."""
        maker = _Authority(now)
        with TemporaryDirectory(prefix="faulty-line-") as folder:
            here = x509.IPAddress(ip_address(LOOPBACK)), x509.DNSName("localhost")
            right = maker.context(Path(folder), *here)
            wrong = maker.context(Path(folder), x509.DNSName(OTHER_NAME))
        return cls(maker.certificate.public_bytes(Encoding.PEM), right, wrong)


class _Authority:
    """Signs certificates."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "faulty line")])
        public = self._key.public_key()
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        self.certificate = (
            self._begun(public, self._name)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .sign(self._key, hashes.SHA256())
        )

    def context(self, folder: Path, *names: x509.GeneralName) -> ssl.SSLContext:
        """A server's side of TLS, under these names."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(key.public_key(), names)
        file = folder / "chain.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + certificate.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _signed(
        self, key: ec.EllipticCurvePublicKey, names: tuple[x509.GeneralName, ...]
    ) -> x509.Certificate:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        for_servers = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        return (
            self._begun(key, x509.Name([]))
            .add_extension(x509.SubjectAlternativeName(names), critical=True)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(for_servers, critical=False)
            .add_extension(issuer, critical=False)
            .sign(self._key, hashes.SHA256())
        )

    def _begun(self, key: ec.EllipticCurvePublicKey, name: x509.Name) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now - VALID_FOR)
            .not_valid_after(self._now + VALID_FOR)
        )
