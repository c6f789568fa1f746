"""The window on the glass, locked down: nothing leads out of it."""

from dataclasses import dataclass

from kivy.base import EventLoop
from kivy.config import Config

from accessibility.type_scale import Screen
from screens.touch.untyped import KivyObject


@dataclass(frozen=True, slots=True)
class Glass:
    """The screen in front of the resident, and how the window lies on it."""

    screen: Screen
    is_fullscreen: bool = True
    rotation: int = 0


def opened(glass: Glass) -> KivyObject:
    """Kivy's window. Raises RuntimeError where none can be opened; `can_show` tells beforehand."""
    graphics = {
        "width": glass.screen.width_px,
        "height": glass.screen.height_px,
        "fullscreen": "auto" if glass.is_fullscreen else 0,
        "borderless": 1,
        "resizable": 0,
        # Two samples, Kivy's own choice, double the time of a frame without a graphics card.
        "multisamples": 0,
        "maxfps": 60,
        "show_cursor": 0,
        "rotation": glass.rotation,
    }
    for name, value in graphics.items():
        Config.set("graphics", name, value)
    Config.set("kivy", "exit_on_escape", 0)
    Config.set("kivy", "keyboard_mode", "")
    for provider, _ in list(Config.items("input")):
        Config.remove_option("input", provider)
    Config.set("input", "mouse", "mouse,disable_multitouch")
    for module, _ in list(Config.items("modules")):
        Config.remove_option("modules", module)
    EventLoop.ensure_window()
    if EventLoop.window is None:
        raise RuntimeError("No window can be opened on this screen.")
    if not glass.is_fullscreen:
        EventLoop.window.size = (glass.screen.width_px, glass.screen.height_px)
    EventLoop.window.bind(on_request_close=lambda *_, **__: True)
    return EventLoop.window
