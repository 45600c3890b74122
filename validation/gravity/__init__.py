"""How commuting falls with distance: recovered from simulated flows, estimated on observed ones."""
