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
        catalogue: Catalogue,
        queue: PrintQueue,
        now: Callable[[], datetime],
        address_of: Callable[[Standing], str | None] = lambda _: None,
    ) -> None:
        """`address_of` gives the web page where it is followed, if its office has one."""
        self._catalogue = catalogue
        self._queue = queue
        self._now = now
        self._address_of = address_of

    def print_slip(self, place: HandedIn | ReadingGuide) -> None:
        """Returns at once; the queue tells how it went, by the place's reference."""
        match place:
            case HandedIn(standing):
                reference = standing.reference
                slip = self._receipt(standing)
            case ReadingGuide(tick_list=reference):
                slip = tick_list(self._matter(place.service), self._now())
            case _:
                assert_never(place)
        self._queue.put(reference, lambda width_dots: _drawn(slip, width_dots))

    def _receipt(self, standing: Standing) -> Slip:
        address = self._address_of(standing)
        return receipt_slip(standing, self._matter(standing.service or ""), address=address)

    def _matter(self, service_id: str) -> Matter:
        service = self._catalogue.service(service_id)
        return Matter(
            service=service,
            hall=self._catalogue.hall,
            guide=self._catalogue.guide_for(service),
            documents=self._catalogue.documents_for(service),
            counter=self._catalogue.counter_for(service),
            is_question=self._catalogue.is_consultation(service),
        )


def _drawn(slip: Slip, width_dots: int) -> bytes:
    # Drawing libraries are first needed, and first imported, on the printing thread.
    from screens.paper.raster import png  # noqa: PLC0415

    return png(slip, width_dots)
