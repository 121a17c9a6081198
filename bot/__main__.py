"""`python -m bot` is `chattrain`."""

from bot.cli import main

if __name__ == "__main__":
    main()
