"""Has the slip printed that the visit asks for."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from kiosk.catalogue import Catalogue
from kiosk.devices.print_queue import PrintQueue
from kiosk.places import HandedIn, ReadingGuide
from kiosk.standing import Standing
from screens.paper.receipt import receipt_slip
from screens.paper.slip import Matter, Slip
from screens.paper.tick_list import tick_list


class Press:
    """Writes the slip while the visit stands there; the queue's thread draws and prints it."""

    def __init__(
        self,
        queue: PrintQueue,
        now: Callable[[], datetime],
        address_of: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """`address_of` gives the web page that follows a reference, where the endpoint has one."""
        self._queue = queue
        self._now = now
        self._address_of = address_of

    def print_slip(self, place: HandedIn | ReadingGuide, catalogue: Catalogue) -> None:
        """Returns at once; the queue tells how it went, by the place's reference."""
        match place:
            case HandedIn(standing):
                reference = standing.reference
                slip = self._receipt(standing, catalogue)
            case ReadingGuide(tick_list=reference):
                slip = tick_list(_matter(place.service, catalogue), self._now())
            case _:
                assert_never(place)
        self._queue.put(reference, lambda width_dots: _drawn(slip, width_dots))

    def _receipt(self, standing: Standing, catalogue: Catalogue) -> Slip:
        address = self._address_of(standing.reference)
        matter = _matter(standing.service or "", catalogue)
        return receipt_slip(standing, matter, address=address)


def _matter(service_id: str, catalogue: Catalogue) -> Matter:
    service = catalogue.service(service_id)
    return Matter(
        service=service,
        hall=catalogue.hall,
        guide=catalogue.guide_for(service),
        documents=catalogue.documents_for(service),
        counter=catalogue.counter_for(service),
        is_question=catalogue.is_consultation(service),
    )


def _drawn(slip: Slip, width_dots: int) -> bytes:
    # Drawing libraries are first needed, and first imported, on the printing thread.
    from screens.paper.raster import png  # noqa: PLC0415

    return png(slip, width_dots)
