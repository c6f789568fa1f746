"""Which page is shown at which place: the site map of the kiosk."""

from typing import assert_never

from kiosk.places import (
    Answering,
    AwaitingTime,
    Browsing,
    CannotTake,
    ChoosingPreferences,
    ChoosingTime,
    EnteringPhone,
    FollowingUp,
    GivingRating,
    HandedIn,
    HelpCalled,
    Leaving,
    ReadingChanges,
    ReadingGuide,
    ReadingHotlines,
    Reviewing,
    Searching,
    SeeingCase,
    StillThere,
    TakingBack,
    Welcome,
)
from kiosk.visit import Visit
from locales import Words
from screens.page import Page
from screens.pages import (
    booked,
    booking,
    cannot_take,
    case,
    follow_up,
    guide,
    help_called,
    hotlines,
    leaving,
    phone,
    preferences,
    question,
    rating,
    receipt,
    review,
    search,
    services,
    still_there,
    take_back,
    welcome,
    whats_new,
)


def page_for(visit: Visit, words: Words) -> Page:  # noqa: C901, PLR0911, PLR0912 -- one table
    """The page for the place where the visit stands."""
    match visit.place:
        case Welcome() as place:
            return welcome.page(place, visit, words)
        case Browsing() as place:
            return services.page(place, visit, words)
        case Searching() as place:
            return search.page(place, visit, words)
        case ReadingHotlines() as place:
            return hotlines.page(place, visit, words)
        case ReadingChanges() as place:
            return whats_new.page(place, visit, words)
        case ChoosingPreferences():
            return preferences.page(visit, words)
        case ReadingGuide() as place:
            return guide.page(place, visit, words)
        case Answering() as place:
            return question.page(place, visit, words)
        case Reviewing() as place:
            return review.page(place, visit, words)
        case CannotTake() as place:
            return cannot_take.page(place, visit, words)
        case HandedIn() as place:
            return receipt.page(place, visit, words)
        case FollowingUp() as place:
            return follow_up.page(place, visit, words)
        case SeeingCase() as place:
            return case.page(place, visit, words)
        case EnteringPhone() as place:
            return phone.page(place, visit, words)
        case TakingBack() as place:
            return take_back.page(place, visit, words)
        case ChoosingTime() as place:
            return booking.page(place, visit, words)
        case AwaitingTime() as place:
            return booked.page(place, visit, words)
        case GivingRating() as place:
            return rating.page(place, visit, words)
        case HelpCalled() as place:
            return help_called.page(place, visit, words)
        case StillThere():
            return still_there.page(visit, words)
        case Leaving():
            return leaving.page(visit, words)
        case _:
            assert_never(visit.place)
