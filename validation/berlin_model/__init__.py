"""The model of Ahlfeldt, Redding, Sturm and Wolf (2015) on any instance."""
