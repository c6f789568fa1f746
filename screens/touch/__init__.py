"""The pages on glass, for fingers: large keys, real millimetres, nothing that needs scrolling."""

import os

# Read by Kivy when it is first imported: it must leave the command line, the home folder, the root
# logger and standard error alone.
os.environ.update(
    KIVY_NO_ARGS="1",
    KIVY_NO_CONFIG="1",
    KIVY_NO_FILELOG="1",
    KIVY_NO_CONSOLELOG="1",
    KIVY_LOG_MODE="PYTHON",
    KIVY_HOME=os.devnull,
    KIVY_WINDOW="sdl2",
    # Read by SDL: without it the first tap after the window gets the focus can be swallowed.
    SDL_MOUSE_FOCUS_CLICKTHROUGH="1",
)
