"""Writes plain data as XML, the way the Spark convention maps the two."""

from xml.sax.saxutils import escape

ONES = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}


def document(root: str, value: object, namespace: str) -> bytes:
    space = f' xmlns="{namespace}"' if namespace else ""
    inside = element(root, value).removeprefix(f"<{root}>").removeprefix(f"<{root}/>")
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{root}{space}'
    return (f"{head}>{inside}" if inside else f"{head}/>").encode()


def element(name: str, value: object) -> str:
    """As XML, the way the Spark convention maps it."""
    match value:
        case None | "":
            inside = ""
        case list():
            inside = "".join(element(ONES.get(name, "item"), each) for each in value)
        case dict():
            inside = "".join(element(key, each) for key, each in value.items())
        case bool():
            inside = str(value).lower()
        case _:
            inside = escape(str(value))
    return f"<{name}>{inside}</{name}>" if inside else f"<{name}/>"
