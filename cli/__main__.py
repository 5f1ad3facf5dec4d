"""`python -m cli` is `vaihto`."""

from cli.main import main

main()
