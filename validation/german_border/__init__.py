"""A hypothetical border through 401 German counties, in the model of Seidel and Wickerath (2020)."""
