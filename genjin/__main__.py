"""`python -m genjin` is `genjin`."""

from genjin.cli import main

main()
