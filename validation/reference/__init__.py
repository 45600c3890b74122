"""Published models in plain NumPy, written from their equations alone: they import nothing of technopole."""
