"""Questions asked of region, plans and model: claims, targets, marginal value, programme, ensembles."""
