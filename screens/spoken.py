"""What is read aloud of a page, in the order in which the ear wants it."""

from collections.abc import Iterator

from screens.page import Choose, Enter, Facts, Page, Paragraph, Prompt, QrCode, Wait


def spoken(page: Page) -> list[str]:
    """The page's sentences: the problem first, title, body, the choices with their numbers."""
    return [sentence for sentence in _sentences(page) if sentence]


def _sentences(page: Page) -> Iterator[str]:
    if page.problem:
        yield page.problem.heard
    yield page.title.heard
    if page.bars.progress:
        yield page.bars.progress.heard
    for block in page.body:
        match block:
            case Paragraph(phrase):
                yield phrase.heard
            case Facts(rows):
                for name, value in rows:
                    yield f"{name.heard}: {value.heard}"
            case QrCode(caption=caption):
                yield caption.heard
    if page.prompt:
        yield from _prompted(page.prompt)
    if page.foot:
        yield page.foot.heard


def _prompted(prompt: Prompt) -> Iterator[str]:
    match prompt:
        case Choose(options):
            for option in options:
                number = f"{option.number}. " if option.number else ""
                note = f", {option.note.heard}" if option.note and option.note.heard else ""
                yield f"{number}{option.label.heard}{note}"
        case Enter(label=label):
            yield label.heard
        case Wait(phrase):
            yield phrase.heard
