"""One file a service: which requests its declared resources stand for."""
