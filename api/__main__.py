"""python -m api is the command sothon."""

from api.commands import main

main()
