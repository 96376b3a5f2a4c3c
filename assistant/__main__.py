"""`python -m assistant` is the console script."""

from assistant.cli import main

main()
