"""The program: settings, the clock, how the parts are put together, and the command line."""

__version__ = "0.1.0"
