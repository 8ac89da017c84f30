"""Tests of the server, attacks first."""
