"""Lays a page out as HTML, and sends it so that nothing of it is kept or shown elsewhere."""

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Response
from markupsafe import Markup

from onestop.pages import words
from onestop.pages.language import IN_HTML, Language, is_chinese, other, said

STYLE = files("onestop.pages").joinpath("templates/style.css").read_text("utf-8")
STYLE_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; img-src data:;"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


def sheet(
    template: str,
    language: Language,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **shown: Any,  # noqa: ANN401 - whatever the template names; it fails for what it is not given
) -> Response[str]:
    """The page in that language; `status` and `headers` go beside it."""
    page = (
        _templates()
        .get_template(template)
        .render(
            lang=IN_HTML[language],
            language=language,
            other=other(language),
            other_lang=IN_HTML[other(language)],
            w=words,
            say=partial(_said, language),
            is_chinese=is_chinese,
            style=Markup(STYLE),  # noqa: S704 - our own file
            **shown,
        )
    )
    return Response(
        page,
        status_code=status,
        media_type=MediaType.HTML,
        headers={**HEADERS, "Content-Language": IN_HTML[language], **(headers or {})},
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("onestop.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _said(language: Language, text: Any, **values: object) -> str:  # noqa: ANN401 - from a template
    return said(text, language).format(**values)
