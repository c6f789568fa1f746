"""Opens a hidden window in a process of its own, because a missing display can end the process.

`python -m screens.touch.probe` prints `renderer | version` and exits with 0 if pages can be shown.
"""

import os
import sys

from kivy.base import EventLoop
from kivy.config import Config
from kivy.graphics.opengl import GL_RENDERER, GL_VERSION, glGetString


def main() -> int:
    Config.set("graphics", "multisamples", 0)
    Config.set("graphics", "window_state", "hidden")
    for provider, _ in list(Config.items("input")):
        Config.remove_option("input", provider)
    EventLoop.ensure_window()
    if EventLoop.window is None:
        sys.stdout.write("no window\n")
        return 1
    drawn_by, version = (glGetString(name).decode() for name in (GL_RENDERER, GL_VERSION))
    sys.stdout.write(f"{drawn_by} | {version}\n")
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # Some drivers crash while the window is torn down; the answer is already given.
    os._exit(code)
