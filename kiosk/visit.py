"""A person's time at the kiosk: what happens moves it from place to place.

`Visit.handle` is one match over (place, event). A pair that is not listed does nothing, so a
nervous double tap is harmless. The visit knows no words and no pages; it hands in by the outbox
(one durable insert) and never waits for an authority or a printer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import cast

from accessibility.preferences import Preferences
from api_client.contract import HelpCall, Message, Rating, Receipt
from api_client.contract.handoff import Score
from api_client.courier import Courier
from api_client.news import CaseFound, CaseUnknown, Delivered, NoAnswer, Refused
from api_client.outbox import Outbox, OutboxUnusable
from kiosk import follow_up, hand_in
from kiosk.answers import AGREED, Problem, Slip, cleaned
from kiosk.catalogue import Catalogue
from kiosk.events import (
    AskedToPrint,
    CalledForHelp,
    ChangedPreferences,
    Chose,
    Door,
    Entered,
    Event,
    FellIdle,
    Opened,
    OpenedGroup,
    OpenedService,
    OpenedTile,
    Revised,
    Skipped,
    SlipFailed,
    SlipPrinted,
    StartedForm,
    Stayed,
    TurnedPage,
    VoiceChanged,
    WentBack,
    WentHome,
    WentOn,
)
from kiosk.journey import Journey
from kiosk.places import (
    Answering,
    Browsing,
    ChoosingPreferences,
    FollowingUp,
    GivingRating,
    HandedIn,
    HelpCalled,
    Leaving,
    Place,
    Printing,
    ReadingGuide,
    ReadingHotlines,
    Reviewing,
    Searching,
    SeeingCase,
    StillThere,
    Welcome,
)


class Visit:
    """What the kiosk is doing for whoever stands before it."""

    def __init__(  # noqa: PLR0913 -- each is one collaborator, given by name
        self,
        *,
        catalogue: Catalogue,
        outbox: Outbox,
        courier: Courier,
        mint: Callable[[], str],
        now: Callable[[], datetime],
        defaults: Preferences,
        print_slip: Callable[[HandedIn | ReadingGuide], None] | None = None,
    ) -> None:
        """`print_slip` starts printing and returns at once; None: the hall has no printer."""
        self.catalogue = catalogue
        self.place: Place = Welcome()
        self.preferences = defaults
        self.is_voice_working = True
        self.now = now
        self._defaults = defaults
        self._outbox = outbox
        self._courier = courier
        self._mint = mint
        self._print_slip = print_slip

    @property
    def has_printer(self) -> bool:
        return self._print_slip is not None

    def handle(self, event: Event) -> None:  # noqa: C901, PLR0912, PLR0915 -- one match, one table
        """Move on from here, or stay."""
        match self.place, event:
            # On every page
            case _, ChangedPreferences(preferences):
                self.preferences = preferences
            case _, VoiceChanged(is_working):
                self.is_voice_working = is_working
            case place, Delivered() | Refused() | CaseFound() | CaseUnknown() | NoAnswer():
                self.place = follow_up.told(place, event)
            case place, SlipPrinted(reference):
                self.place = follow_up.printed(place, reference, Printing.DONE)
            case place, SlipFailed(reference):
                self.place = follow_up.printed(place, reference, Printing.FAILED)
            # Nobody there, or leaving
            case ((StillThere() | Welcome()), FellIdle()):
                self._wipe()
            case place, FellIdle():
                self.place = StillThere(place)
            case StillThere(back_to), Stayed() | WentBack():
                self.place = back_to
            case (
                (
                    ((Answering() | Reviewing()) as place)
                    | StillThere((Answering() | Reviewing()) as place)
                    | HelpCalled((Answering() | Reviewing()) as place)
                ),
                WentHome(),
            ) if place.journey.has_anything:
                self.place = Leaving(place)
            case Leaving(back_to), Stayed() | WentBack():
                self.place = back_to
            case _, WentHome():
                self.place = Welcome()
            # Help, preferences
            case ((StillThere(back_to) | Leaving(back_to)), CalledForHelp()):
                self._call_for_help(back_to)
            case HelpCalled(), CalledForHelp():
                pass
            case place, CalledForHelp():
                self._call_for_help(place)
            case ChoosingPreferences(), Opened(Door.PREFERENCES):
                pass
            case place, Opened(Door.PREFERENCES):
                self.place = ChoosingPreferences(place)
            case ((HelpCalled(back_to) | ChoosingPreferences(back_to)), WentBack() | WentOn()):
                self.place = back_to
            # Finding a service
            case Welcome(), OpenedTile(tile):
                self.place = Browsing(tile)
            case Welcome(), Opened(Door.SEARCH):
                self.place = Searching()
            case ((Welcome() | Searching()), Opened(Door.HOTLINES)):
                self.place = ReadingHotlines()
            case Welcome(), Opened(Door.MY_APPLICATION):
                self.place = FollowingUp()
            case Browsing() as place, OpenedGroup(group):
                self.place = replace(place, group=group, sheet=0)
            case (Browsing() | Searching()) as place, OpenedService(service):
                self.place = ReadingGuide(service, place)
            case (Browsing() | Searching() | ReadingHotlines()) as place, TurnedPage(step):
                self.place = replace(place, sheet=max(0, place.sheet + step))
            case Browsing(tile, group), WentBack():
                self.place = Browsing(tile) if group else Welcome()
            case Searching() as place, Entered(text):
                self.place = replace(place, text=text)
            case Searching(found=None) as place, WentOn():
                self._search(place)
            case Searching(text, found), WentBack():
                self.place = Welcome() if found is None else Searching(text)
            case ((ReadingHotlines() | FollowingUp() | HandedIn()), WentBack()):
                self.place = Welcome()
            # One service
            case ReadingGuide(back_to=back_to), WentBack():
                self.place = back_to
            case ReadingGuide() as place, AskedToPrint():
                self._print(replace(place, tick_list=self._mint()))
            case ReadingGuide(service) as place, StartedForm():
                guide = self.catalogue.guide_for(self.catalogue.service(service))
                if guide is not None:
                    self.place = Answering(Journey(service, guide), place)
            # The form
            case Answering() as place, Chose(text) | Entered(text):
                self.place = replace(place, journey=place.journey.typed(text), problem=None)
            case Answering() as place, WentOn():
                self._answer(place, place.journey.draft)
            case Answering() as place, Skipped():
                self._answer(place, "")
            case Answering() as place, WentBack():
                before = place.journey.back()
                if before is None and place.journey.has_anything:
                    self.place = Leaving(place)
                else:
                    self.place = Answering(before, place.guide) if before else place.guide
            case Reviewing() as place, Revised(field):
                self.place = Answering(place.journey.revise(field), place.guide)
            case Reviewing(sheet=0) as place, WentBack():
                self.place = Answering(place.journey.back() or place.journey, place.guide)
            case Reviewing() as place, WentBack():
                self.place = replace(place, sheet=place.sheet - 1, problem=None)
            case Reviewing(is_at_consent=False) as place, WentOn():
                self.place = replace(place, sheet=place.sheet + 1)
            case Reviewing(is_at_consent=True) as place, Chose(choice):
                self.place = replace(place, has_agreed=choice == AGREED, problem=None)
            case Reviewing() as place, WentOn():
                self._hand_in(place)
            # Afterwards
            case HandedIn() as place, AskedToPrint():
                self._print(place)
            case (HandedIn() | SeeingCase()) as place, Opened(Door.RATING):
                is_given = follow_up.is_rated(place.reference, self._outbox)
                self.place = GivingRating(place.reference, place, is_given=is_given)
            case FollowingUp() as place, Entered(text):
                self.place = replace(place, text=text, problem=None)
            case FollowingUp() as place, WentOn():
                self._look_up(place)
            case SeeingCase(), WentBack():
                self.place = FollowingUp()
            case GivingRating(is_given=False) as place, Chose(face):
                self.place = replace(place, score=int(face), problem=None)
            case GivingRating(is_given=False) as place, WentOn():
                self._rate(place)
            case GivingRating(back_to=back_to), WentBack():
                self.place = back_to

    def start_afresh(self) -> None:
        """After a fault of ours: nothing of the visit is trusted any more."""
        self._wipe()
        self.place = Welcome(has_stumbled=True)

    def _wipe(self) -> None:
        self.place = Welcome()
        self.preferences = self._defaults

    def _search(self, place: Searching) -> None:
        text = cleaned(place.text)
        if not text:
            self.place = replace(place, problem=Problem(Slip.NOTHING_TO_SEARCH))
            return
        found = tuple(service.id for service in self.catalogue.search(text))
        self.place = Searching(place.text, found)

    def _answer(self, place: Answering, text: str) -> None:
        result = place.journey.answer(text, self.now().date())
        if isinstance(result, Problem):
            self.place = replace(place, problem=result)
        elif result.question is None:
            self.place = Reviewing(result, place.guide)
        else:
            self.place = Answering(result, place.guide)

    def _hand_in(self, place: Reviewing) -> None:
        if place.journey.consent is not None and not place.has_agreed:
            sentence = place.journey.consent.validation
            problem = Problem(Slip.NOT_AGREED, sentence.error if sentence else None)
            self.place = replace(place, problem=problem)
            return
        message = hand_in.message_for(
            place.journey, self.catalogue, self._mint(), self.preferences.language, self.now()
        )
        receipt = self._keep(message)
        if receipt is None:
            self.place = replace(place, problem=Problem(Slip.CANNOT_KEEP))
            return
        handed_in = HandedIn(receipt.reference, place.journey.service, receipt.taken_at)
        if self.has_printer:
            self._print(handed_in)
        else:
            self.place = handed_in

    def _print(self, place: HandedIn | ReadingGuide) -> None:
        if self._print_slip is None or place.printing is Printing.UNDER_WAY:
            return
        self.place = replace(place, printing=Printing.UNDER_WAY)
        self._print_slip(self.place)

    def _look_up(self, place: FollowingUp) -> None:
        found = follow_up.look_up(place.text, self._outbox)
        if isinstance(found, Problem):
            self.place = replace(place, problem=found)
        else:
            self.place = found
            self._courier.enquire(found.reference)

    def _rate(self, place: GivingRating) -> None:
        if place.score is None:
            self.place = replace(place, problem=Problem(Slip.NOT_CHOSEN))
            return
        score = cast("Score", place.score)
        rating = Rating(reference=place.reference, score=score, rated_at=self.now())
        if self._keep(rating) is None:
            self.place = replace(place, problem=Problem(Slip.CANNOT_KEEP))
        else:
            self.place = replace(place, is_given=True)

    def _call_for_help(self, back_to: Place) -> None:
        call = HelpCall(
            reference=self._mint(),
            page=type(back_to).__name__,
            language=self.preferences.language,
            called_at=self.now(),
        )
        self.place = HelpCalled(back_to, is_recorded=self._keep(call) is not None)

    def _keep(self, message: Message) -> Receipt | None:
        """Keep it for good and wake the courier; None if the machine cannot keep it."""
        try:
            receipt = self._outbox.put(message, self.now())
        except OutboxUnusable:
            return None
        self._courier.nudge()
        return receipt
