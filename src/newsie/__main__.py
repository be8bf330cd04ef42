"""`python -m newsie` is the command `newsie`."""

from newsie.cli import main

if __name__ == "__main__":
    main()
