"""Preppal: a self-hosted practice room for job interviews."""
