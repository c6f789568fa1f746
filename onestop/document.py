"""`python -m onestop.document`: the contract as an OpenAPI 3.1 document, made from the routes."""

import sys
from typing import Any

import msgspec
from litestar import Litestar
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from api_client.contract import CataloguePackage, Edition
from onestop.routes import PROVIDED, ROUTES

CONFIG = OpenAPIConfig(
    title="One-stop hand-off",
    version="1.0.0",
    description=(
        "What a kiosk hands in and asks. Errors are RFC 9457 problem details. "
        "Each kiosk has a key of its own and signs each call with it. What a kiosk cannot show, it "
        "does not take from an answer: moments without an offset or outside 2000 to 2199; numbers "
        "below 0 or above 1,000,000; texts longer than 500 characters (`needed`, `opinion`), 64 "
        "(`case_number`) or 200 (any other); more than 100 steps or 1000 slots."
    ),
    components=Components(
        security_schemes={
            "kiosk": SecurityScheme(
                type="apiKey",
                name="Signature",
                security_scheme_in="header",
                description=(
                    "RFC 9421. One signature, labelled `kiosk`, over `@method`, `@authority`, "
                    "`@path` and `@query`, and for a call with a body over `content-type` and "
                    "`content-digest` (RFC 9530, sha-256) too. Its parameters are `created`, at "
                    "most 300 seconds from the back end's own clock, which `Date` tells; `keyid`, "
                    "the kiosk's id, or `district/id`; and `alg`: hmac-sha256, or hmac-sm3 for a "
                    "kiosk that is enrolled so. The secret is the key given at enrolment. A proxy "
                    "on the way must leave path and Host as they are."
                ),
            )
        }
    ),
    security=[{"kiosk": []}],
)


def document() -> bytes:
    """The document as it is served, laid out for reading.

    It is made by an app that only describes: one that also serves would add pages of its own.
    """
    providers = {name: Provide(lambda: None, sync_to_thread=False) for name in PROVIDED}
    app = Litestar([*ROUTES], dependencies=providers, openapi_config=CONFIG, logging_config=None)
    schema = app.openapi_schema.to_schema()
    _open_texts(schema["components"]["schemas"])
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def _open_texts(schemas: dict[str, Any]) -> None:
    """Say what stands in the texts of an edition, which are JSON to the letter as signed."""
    written = {"edition": Edition, "package": CataloguePackage}
    _, own = msgspec.json.schema_components(
        written.values(), ref_template="#/components/schemas/{name}"
    )
    in_order = sorted((own | schemas).items())
    schemas.clear()
    schemas.update(in_order)
    for name in ("Published", "PublishedDelta"):
        properties = schemas[name]["properties"]
        for text in written.keys() & properties.keys():
            kind = {"$ref": f"#/components/schemas/{written[text].__name__}"}
            properties[text] |= {"contentMediaType": "application/json", "contentSchema": kind}


if __name__ == "__main__":
    sys.stdout.buffer.write(document())
