"""A person's time at the kiosk: what happens moves it from place to place.

`Visit.handle` is one match over (place, event). A pair that is not listed does nothing, so a
nervous double tap is harmless. The visit knows no words and no pages; it hands in by the outbox
(one durable insert) and never waits for an office or a printer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from accessibility.preferences import Language, Preferences
from api_client.couriers import Couriers
from api_client.couriers import Office as Receiver
from api_client.news import News
from api_client.outbox import Outbox
from kiosk import (
    beneath,
    booking,
    calling,
    filling_in,
    follow_up,
    hand_in,
    rating,
    searching,
    taking_back,
    waiting,
)
from kiosk import events as on
from kiosk import places as at
from kiosk.catalogue import Catalogue
from kiosk.events import Door
from kiosk.hand_off import HandOff


class Visit:
    """What the kiosk is doing for whoever stands before it."""

    def __init__(  # noqa: PLR0913 -- each is one collaborator, given by name
        self,
        *,
        catalogue: Catalogue,
        outbox: Outbox,
        couriers: Couriers,
        mint: Callable[[], str],
        now: Callable[[], datetime],
        defaults: Preferences,
        print_slip: Callable[[at.HandedIn | at.ReadingGuide, Catalogue], None] | None = None,
    ) -> None:
        """`print_slip` starts printing and returns at once; None: the hall has no printer."""
        self.catalogue = self._newest = catalogue
        self.place: at.Place = at.Welcome()
        self.preferences = defaults
        self.is_voice_working = True
        self.now = now
        self._defaults = defaults
        self._hand_off = HandOff(outbox, couriers, now)
        self._mint = mint
        self._print_slip = print_slip

    @property
    def has_printer(self) -> bool:
        return self._print_slip is not None

    def receivers_of(self, service: str) -> tuple[Receiver, ...]:
        """Who gets its answers besides the office that the guide names."""
        return self._hand_off.offices_of(service)

    @property
    def _language(self) -> Language:
        return self.preferences.language

    @property
    def has_waited_long(self) -> bool:
        """Whether the page should say that what it waits for will be longer in coming."""
        return waiting.is_long(self.place, self.now())

    def handle(self, event: on.Event) -> None:  # noqa: C901, PLR0912, PLR0915 -- one match, one table
        """Move on from here, or stay."""
        hand_off = self._hand_off
        match self.place, event:
            # On every page
            case _, on.ChangedPreferences(preferences):
                self.preferences = preferences
            case _, on.VoiceChanged(is_working):
                self.is_voice_working = is_working
            case _, on.CatalogueRenewed(catalogue):
                # Nothing may change under the hands of whoever stands here.
                self._newest = catalogue
            case place, on.WaitedLong():
                self.place = waiting.late(place)
            case place, on.SlipPrinted(reference):
                self.place = beneath.printed(place, reference, at.Printing.DONE)
            case place, on.SlipFailed(reference):
                self.place = beneath.printed(place, reference, at.Printing.FAILED)
            case place, _ if isinstance(event, News):
                self.place = follow_up.told(place, event, hand_off)
            # Nobody there, or leaving
            case ((at.StillThere() | at.Welcome()), on.FellIdle()):
                self._wipe()
            case place, on.FellIdle():
                self.place = at.StillThere(place)
            case ((at.StillThere(back_to) | at.Leaving(back_to)), on.Stayed() | on.WentBack()):
                self.place = back_to
            case place, on.WentHome():
                form = beneath.form_behind(place)
                self.place = at.Welcome() if form is None else at.Leaving(form)
                self.catalogue = self._newest if form is None else self.catalogue
            # Help, preferences
            case place, on.CalledForHelp():
                self.place = calling.called(place, hand_off, self._mint, self._language)
            case at.ChoosingPreferences(), on.Opened(Door.PREFERENCES):
                pass
            case place, on.Opened(Door.PREFERENCES):
                self.place = at.ChoosingPreferences(place)
            case (
                (at.HelpCalled(back_to) | at.ChoosingPreferences(back_to)),
                on.WentBack() | on.WentOn(),
            ):
                self.place = back_to
            # Finding a service
            case at.Welcome(), on.OpenedTile(tile):
                self.place = at.Browsing(tile)
            case at.Welcome(), on.Opened(Door.SEARCH):
                self.place = at.Searching()
            case ((at.Welcome() | at.Searching()), on.Opened(Door.HOTLINES)):
                self.place = at.ReadingHotlines()
            case at.Welcome(), on.Opened(Door.WHATS_NEW):
                self.place = at.ReadingChanges()
            case at.Welcome(), on.Opened(Door.MY_APPLICATION):
                self.place = at.FollowingUp()
            case at.Browsing() as place, on.OpenedGroup(group):
                self.place = replace(place, group=group, sheet=0)
            case place, on.OpenedService(service) if isinstance(place, at.Listing):
                self.place = at.ReadingGuide(service, place)
            case place, on.TurnedPage(step) if isinstance(place, at.Turned):
                self.place = replace(place, sheet=max(0, place.sheet + step))
            case at.Browsing(tile, group), on.WentBack():
                self.place = at.Browsing(tile) if group else at.Welcome()
            case at.Searching() as place, on.Entered(text):
                self.place = replace(place, text=text)
            case at.Searching(found=None) as place, on.WentOn():
                self.place = searching.searched(place, self.catalogue)
            case at.Searching(text, found), on.WentBack():
                self.place = at.Welcome() if found is None else at.Searching(text)
            case place, on.WentBack() if isinstance(place, at.BesideWelcome):
                self.place = at.Welcome()
            # One service, and its form
            case ((at.ReadingGuide(back_to=back_to) | at.CannotTake(back_to)), on.WentBack()):
                self.place = back_to
            case at.ReadingGuide() as place, on.AskedToPrint():
                self._print(replace(place, tick_list=self._mint()))
            case at.ReadingGuide() as place, on.StartedForm():
                self.place = filling_in.started(place, self.catalogue, hand_off)
            case at.Answering() as place, on.Chose(text) | on.Entered(text):
                self.place = replace(place, journey=place.journey.typed(text), problem=None)
            case at.Answering() as place, on.WentOn():
                self.place = filling_in.answered(place, place.journey.draft, self.now().date())
            case at.Answering() as place, on.Skipped():
                self.place = filling_in.answered(place, "", self.now().date())
            case at.Answering() as place, on.WentBack():
                self.place = filling_in.back(place)
            case at.Reviewing() as place, on.Revised(field):
                self.place = at.Answering(place.journey.revise(field), place.guide)
            case at.Reviewing() as place, on.WentBack():
                self.place = filling_in.reviewed_back(place)
            case at.Reviewing(is_at_consent=False) as place, on.WentOn():
                self.place = replace(place, sheet=place.sheet + 1)
            case at.Reviewing(is_at_consent=True) as place, on.Chose(choice):
                self.place = filling_in.marked(place, choice)
            case at.Reviewing() as place, on.WentOn():
                self._hand_in(place)
            # The receipt, and how far an application has come
            case at.HandedIn() as place, on.AskedToPrint():
                self._print(place)
            case at.FollowingUp() as place, on.Entered(text):
                self.place = replace(place, text=text, problem=None)
            case at.FollowingUp() as place, on.WentOn():
                self.place = follow_up.looked_up(place, hand_off)
            case at.SeeingCase(), on.WentBack():
                self.place = at.FollowingUp()
            case at.EnteringPhone() as place, on.Entered(text):
                self.place = replace(place, text=text, problem=None)
            case at.EnteringPhone(back_to=at.FollowingUp()) as place, on.WentOn():
                self.place = follow_up.asked_with_phone(place, hand_off)
            # Rating
            case (at.HandedIn() | at.SeeingCase()) as place, on.Opened(Door.RATING):
                self.place = rating.opened(place)
            case at.GivingRating(is_given=False) as place, on.Chose(face):
                self.place = replace(place, score=int(face), problem=None)
            case at.GivingRating(is_given=False) as place, on.WentOn():
                self.place = rating.given(place, hand_off)
            # Taking back
            case (at.HandedIn() | at.SeeingCase()) as place, on.Opened(Door.TAKING_BACK):
                self.place = taking_back.opened(place, self.now())
            case at.EnteringPhone(back_to=at.HandedIn() | at.SeeingCase()) as place, on.WentOn():
                self.place = taking_back.proved(place)
            case at.TakingBack(asked_at=None) as place, on.TookBack():
                self.place = taking_back.meant(place, hand_off)
            case at.TakingBack(back_to, asked_at=None), on.Stayed():
                self.place = back_to
            case at.TakingBack() as place, on.WentOn():
                self.place = taking_back.tried_again(place)
            # Booking a time
            case (at.HandedIn() | at.SeeingCase()) as place, on.Opened(Door.BOOKING):
                self.place = booking.opened(place, self.catalogue, hand_off)
            case at.ChoosingTime(day=None) as place, on.PickedDay(day):
                self.place = replace(place, day=day, sheet=0)
            case at.ChoosingTime() as place, on.PickedTime(slot):
                self.place = booking.picked(place, slot)
            case at.ChoosingTime() as place, on.WentOn():
                self.place = booking.meant(place, hand_off)
            case at.ChoosingTime() as place, on.WentBack():
                self.place = booking.back(place)
            case at.AwaitingTime() as place, on.WentOn():
                self.place = booking.tried_again(place, hand_off)
            case (
                (
                    at.EnteringPhone(back_to=back_to)
                    | at.GivingRating(back_to)
                    | at.TakingBack(back_to)
                    | at.AwaitingTime(back_to)
                ),
                on.WentBack(),
            ):
                self.place = back_to

    def start_afresh(self) -> None:
        """After a fault of ours: nothing of the visit is trusted any more."""
        self._wipe()
        self.place = at.Welcome(has_stumbled=True)

    def _wipe(self) -> None:
        self.place = at.Welcome()
        self.preferences = self._defaults
        self.catalogue = self._newest

    def _hand_in(self, place: at.Reviewing) -> None:
        after = hand_in.handed_in(place, self.catalogue, self._hand_off, self._mint, self._language)
        self.place = after
        if isinstance(after, at.HandedIn):
            self._print(after)

    def _print(self, place: at.HandedIn | at.ReadingGuide) -> None:
        if self._print_slip is None or place.printing is at.Printing.UNDER_WAY:
            return
        self.place = replace(place, printing=at.Printing.UNDER_WAY)
        self._print_slip(self.place, self.catalogue)
