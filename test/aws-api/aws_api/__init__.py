"""What the program declares, as requests to AWS's APIs, held against AWS's own published models."""
