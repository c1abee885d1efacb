"""The name under which Pelican finds an installed plugin; the code is in the package `workshops`."""
from workshops import register as register
