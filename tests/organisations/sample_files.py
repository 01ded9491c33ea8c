"""Small files of every kind, honest and hostile, made by hand."""

import io
import struct
import zipfile
import zlib

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{OFFICE}.wordprocessingml.document"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
MACRO_DOCX = "application/vnd.ms-word.document.macroEnabled"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00" + bytes(200) + b"This program cannot be run in DOS mode"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def png(width=2, height=2):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes((width + 1) * height)) if width * height < 100 else b""
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def jpeg(width=2, height=2):
    application = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8" + application + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"
    )


def office(main=DOCX, parts=()):
    """A container whose main part is said to be `main`, with more `parts` of (name, bytes)."""
    listed = (
        '<?xml version="1.0" encoding="UTF-8"?><Types><Override PartName="/x.xml"'
        f' ContentType="{main}.main+xml"/></Types>'
    )
    return container([("[Content_Types].xml", listed.encode()), ("x.xml", b"<x/>"), *parts])


def container(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts:
            archive.writestr(name, body)
    return file.getvalue()


def bomb_of_size():
    """Some hundred kilobytes that become 310 MB."""
    zeros = bytes(31 * 1024 * 1024)
    return office(parts=[(f"word/{number}.xml", zeros) for number in range(10)])


def bomb_of_parts():
    return office(parts=[(f"word/{number}.xml", b"") for number in range(1_000)])


def bomb_of_directory():
    """Its end says that two megabytes of directory come before it."""
    body = bytearray(office())
    at = body.rfind(b"PK\x05\x06")
    body[at + 12 : at + 16] = (2 * 1024 * 1024).to_bytes(4, "little")
    return bytes(body)
