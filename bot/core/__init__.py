"""The inside: pure, synchronous, typed; no clock, file, network, environment or event loop."""
