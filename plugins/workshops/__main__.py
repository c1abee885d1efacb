"""`python -m workshops` is the `workshops` command."""
from .cli import main

main(prog_name="workshops")
