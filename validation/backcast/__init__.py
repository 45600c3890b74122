"""Hong Kong from 2011 to 2021: what the model says of a decade that is over, beside the census."""
