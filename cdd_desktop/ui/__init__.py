"""The window: the only Qt."""

from cdd_desktop.ui.overrides import install

install()  # before the first class of ours is made
