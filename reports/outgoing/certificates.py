"""Certificates to try the loop with: a root, an intermediate and a signer, and a signed copy."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec

NAMES = {"root": "Gốc thử nghiệm", "intermediate": "Trung gian thử nghiệm", "signer": "Người ký"}
YEARS = dt.timedelta(days=3650)


def write_test_certificates(folder, now):
    """root, intermediate and signer, as NAME.pem and NAME.key in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    issuer = None
    for name in NAMES:
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(name, key, issuer, now)
        (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        (folder / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        issuer = (made, key)


def _certificate(name, key, issuer, now):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAMES[name])])
    by_name, by_key = (issuer[0].subject, issuer[1]) if issuer else (subject, key)
    is_signer = name == "signer"
    usage = x509.KeyUsage(
        digital_signature=is_signer,
        content_commitment=is_signer,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not is_signer,
        crl_sign=not is_signer,
        encipher_only=False,
        decipher_only=False,
    )
    builder = x509.CertificateBuilder(by_name, subject, key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + YEARS)
    builder = builder.add_extension(x509.BasicConstraints(not is_signer, None), critical=True)
    builder = builder.add_extension(usage, critical=True)
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key())
    builder = builder.add_extension(own, critical=False).add_extension(above, critical=False)
    return builder.sign(by_key, hashes.SHA256())


def sign_copy(source, target, key):
    """Append a signature to a PDF, as a USB token does; certificates lie beside the key."""
    signer = signers.SimpleSigner.load(
        str(key),
        str(key.with_suffix(".pem")),
        ca_chain_files=(str(key.with_name("intermediate.pem")),),
    )
    with source.open("rb") as opened, target.open("wb") as written:
        signers.sign_pdf(
            IncrementalPdfFileWriter(opened),
            signers.PdfSignatureMetadata(field_name="ChuKy"),
            signer=signer,
            new_field_spec=SigFieldSpec("ChuKy"),
            output=written,
        )
