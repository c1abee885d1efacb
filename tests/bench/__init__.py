"""The benchmark: the same events built by this project and by what people would use instead, in turns."""
