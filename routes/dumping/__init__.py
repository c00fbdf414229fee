"""Where drug waste may be dumped, and the round that drives past it."""
