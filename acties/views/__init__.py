"""Pages of the acties layer, one module a noun."""
